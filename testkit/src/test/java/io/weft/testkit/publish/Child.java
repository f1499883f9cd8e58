package io.weft.testkit.publish;

import io.weft.DataProduct;
import io.weft.PublishMode;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.storage.LocalStorage;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A process of its own that publishes and says so: {@code ok <version> <publication> .} after each commit that returned.
 */
final class Child {
    /** Rows of each publication. */
    static final int ROWS = 20;
    /** Numbers of publications that belong to one process. */
    static final int NUMBERS = 100_000;
    /** A line that was cut off by the death of the process does not end like this. */
    private static final String END = " .";

    /** What a child does. */
    enum Task {
        /** Appends so many times, then ends. */
        COMMITS,
        /** The same on a storage that overwrites where it should create. */
        COMMITS_OVERWRITING,
        /** Appends, and replaces now and then, until it is killed. */
        FOREVER,
        /** Acknowledges what it has not published, then waits to be killed. */
        LIES
    }

    /** What a child acknowledged. */
    record Acknowledged(long version, int publication) {
        static Optional<Acknowledged> parse(String line) {
            String[] words = line.split(" ", -1);
            return line.endsWith(END) && words.length == 4
                    ? Optional.of(new Acknowledged(Long.parseLong(words[1]), Integer.parseInt(words[2])))
                    : Optional.empty();
        }
    }

    private Child() {}

    static Process start(Task task, Path folder, int number, int count, Path errors) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        command.add(System.getProperty("java.class.path"));
        command.add(Child.class.getName());
        command.addAll(List.of(task.name(), folder.toString(), String.valueOf(number), String.valueOf(count)));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        process.getOutputStream().close();
        return process;
    }

    public static void main(String[] args) throws Exception {
        Task task = Task.valueOf(args[0]);
        int number = Integer.parseInt(args[2]);
        int count = Integer.parseInt(args[3]);
        LocalStorage local = LocalStorage.create();
        Storage storage = task == Task.COMMITS_OVERWRITING ? new Twin.Overwriting(local) : local;
        DataProduct product = Orders.at(Location.of(Path.of(args[1])), storage).product();
        try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            for (int i = 0; i < count; i++) {
                int publication = number * NUMBERS + i;
                if (task == Task.LIES) {
                    say(out, i + 1L, publication);
                    new CountDownLatch(1).await();
                }
                say(out, publish(product, task == Task.FOREVER && i % 8 == 7, publication), publication);
            }
        }
    }

    private static long publish(DataProduct product, boolean replace, int publication) {
        PublishMode mode = replace ? PublishMode.REPLACE : PublishMode.APPEND;
        return product.publication()
                .mode(mode)
                .publish(Orders.rows(publication, ROWS))
                .snapshot()
                .version();
    }

    /** In one write, which a pipe takes as a whole. */
    private static void say(OutputStream out, long version, int publication) throws IOException {
        out.write(("ok " + version + " " + publication + END + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
