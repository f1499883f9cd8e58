package io.weft.testkit.misuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;

/** A small file system in memory, where the test may mount one. */
record Mount(Path folder) implements AutoCloseable {
    static Mount tmpfs(Path folder, String options) throws IOException {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString()),
                "this user may not mount a small file system");
        return new Mount(folder);
    }

    void remount(String options) throws IOException {
        assertThat(run("mount", "-o", "remount," + options, folder.toString())).isTrue();
    }

    @Override
    public void close() throws IOException {
        assertThat(run("umount", folder.toString())).isTrue();
    }

    private static boolean run(String... command) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            // There is no such program on this system.
            return false;
        }
        try {
            return process.waitFor() == 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("while waiting for " + command[0]);
        }
    }
}
