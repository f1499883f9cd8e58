package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import io.weft.storage.LocalStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local storage among processes: they race for names, and one of them is killed. */
class LocalStorageProcessesTest {
    private static final int PROCESSES = 4;
    private static final int SLOTS = 300;

    @TempDir
    Path dir;

    @Test
    void ofManyProcessesExactlyOneCreatesEachObject() throws Exception {
        List<Process> racers = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            racers.add(start("race", String.valueOf(i)));
        }
        for (Process racer : racers) {
            assertThat(racer.waitFor()).isZero();
        }
        List<String> claims = new ArrayList<>();
        for (int i = 0; i < PROCESSES; i++) {
            claims.addAll(Files.readAllLines(dir.resolve("won-" + i)));
        }
        assertThat(claims).hasSize(SLOTS);
        try (LocalStorage storage = LocalStorage.create()) {
            assertThat(storage.list(slots(dir), "")).hasSize(SLOTS);
            for (String claim : claims) {
                String[] slotAndWinner = claim.split(" ", -1);
                assertThat(storage.read(slots(dir).resolve(slotAndWinner[0]), 100_000))
                        .isEqualTo(content(Integer.parseInt(slotAndWinner[1])));
            }
        }
    }

    @Test
    void whatAKilledProcessWasWritingIsNeverSeen() throws Exception {
        assertThat(start("die", "9").waitFor()).isEqualTo(137);
        try (LocalStorage storage = LocalStorage.create()) {
            assertThat(dir.resolve("slots").toFile().list()).hasSize(1).allMatch(name -> name.startsWith(".weft-tmp-"));
            assertThat(storage.list(Location.of(dir), "")).isEmpty();
            assertThat(storage.stat(slots(dir).resolve("0"))).isEmpty();
            storage.put(slots(dir).resolve("0"), content(1), Precondition.ABSENT);
            assertThat(storage.read(slots(dir).resolve("0"), 100_000)).isEqualTo(content(1));
        }
    }

    private Process start(String task, String racer) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Racer.class.getName(),
                        task,
                        dir.toString(),
                        racer)
                .inheritIO()
                .start();
    }

    private static Location slots(Path dir) {
        return Location.of(dir).resolve("slots");
    }

    private static byte[] content(int racer) {
        byte[] content = new byte[50_000 + racer];
        Arrays.fill(content, (byte) racer);
        return content;
    }

    /** What the other processes run. */
    static final class Racer {
        private Racer() {}

        public static void main(String[] args) throws IOException {
            Path dir = Path.of(args[1]);
            int racer = Integer.parseInt(args[2]);
            try (LocalStorage storage = LocalStorage.create()) {
                if (args[0].equals("die")) {
                    die(storage, dir, racer);
                }
                Files.write(dir.resolve("won-" + racer), race(storage, dir, racer), StandardCharsets.UTF_8);
            }
        }

        private static List<String> race(LocalStorage storage, Path dir, int racer) {
            List<String> won = new ArrayList<>();
            for (int slot = 0; slot < SLOTS; slot++) {
                try {
                    storage.put(slots(dir).resolve("" + slot), content(racer), Precondition.ABSENT);
                    won.add(slot + " " + racer);
                } catch (StorageException e) {
                    if (e.kind() != Kind.EXISTS) {
                        throw e;
                    }
                }
            }
            return won;
        }

        @SuppressWarnings("MustBeClosedChecker")
        private static void die(LocalStorage storage, Path dir, int racer) {
            StorageOutput output = storage.create(slots(dir).resolve("0"), Precondition.ABSENT);
            output.write(content(racer), 0, 50_000);
            Runtime.getRuntime().halt(137);
        }
    }
}
