package io.weft.testkit.storage;

import static io.weft.testkit.storage.KitFixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import io.weft.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Local storage where the system says no; what the machine cannot be brought to say is skipped with the reason. */
class LocalStorageLimitsTest {
    private static final int TOO_MUCH = 1 << 20;

    private final LocalStorage storage = LocalStorage.create();

    @TempDir
    Path dir;

    @Test
    void aFullDiskIsSaidAndLeavesNothing() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "weft", dir.toString()) == 0, "cannot mount a tmpfs");
        try {
            Location object = Location.of(dir).resolve("folder/object");
            assertRefused(
                    Kind.NO_SPACE,
                    object.toString(),
                    () -> storage.put(object, new byte[TOO_MUCH], Precondition.ABSENT));
            assertThat(storage.stat(object)).isEmpty();
            assertThat(dir.resolve("folder")).isEmptyDirectory();
            storage.put(object, new byte[1000], Precondition.ABSENT);
            assertRefused(
                    Kind.NO_SPACE, object.toString(), () -> storage.put(object, new byte[TOO_MUCH], Precondition.NONE));
            assertThat(storage.read(object, TOO_MUCH)).hasSize(1000);
        } finally {
            assertThat(run("umount", dir.toString())).isZero();
        }
    }

    @Test
    void anOutputThatFailedCannotBeCommitted() throws Exception {
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=64k", "weft", dir.toString()) == 0, "cannot mount a tmpfs");
        Location object = Location.of(dir).resolve("object");
        try (StorageOutput output = storage.create(object, Precondition.NONE)) {
            assertRefused(Kind.NO_SPACE, "used up", () -> output.write(new byte[TOO_MUCH], 0, TOO_MUCH));
            assertRefused(Kind.FAILED, "failed before", output::commit);
            assertThat(storage.stat(object)).isEmpty();
        } finally {
            assertThat(run("umount", dir.toString())).isZero();
        }
    }

    @Test
    void missingRightsAreSaidWithTheRemedy() throws Exception {
        assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "ro", "weft", dir.toString()) == 0,
                "cannot mount a read-only tmpfs, and rights do not bind the administrator");
        try {
            Location object = Location.of(dir).resolve("object");
            assertRefused(
                    Kind.ACCESS_DENIED, "Give the user", () -> storage.put(object, new byte[1], Precondition.NONE));
        } finally {
            assertThat(run("umount", dir.toString())).isZero();
        }
    }

    @Test
    void aFolderOfTheSystemTakesNoObjects() {
        Path system = Path.of("/sys/kernel");
        assumeTrue(Files.isDirectory(system), "this system has no " + system);
        Location object = Location.of(system).resolve("object");
        assertRefused(Kind.ACCESS_DENIED, object.toString(), () -> storage.put(object, new byte[1], Precondition.NONE));
    }

    @Test
    void aFolderThatCannotBeMadeIsSaid() {
        assumeTrue(Files.isDirectory(Path.of("/proc/self")), "this system has no /proc");
        Location object = Location.of("file:///proc/no-such-folder/object");
        assertRefused(Kind.UNAVAILABLE, "could not be made", () -> storage.put(object, new byte[1], Precondition.NONE));
    }

    @Test
    void aFileWhereAFolderIsNeededIsSaid() throws IOException {
        Files.write(dir.resolve("file"), new byte[1]);
        Location object = Location.of(dir).resolve("file/object");
        for (Precondition precondition : Precondition.values()) {
            assertRefused(
                    Kind.INVALID, "where a folder is needed", () -> storage.put(object, new byte[1], precondition));
        }
    }

    private static int run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException e) {
            // There is no such program here, which is as good a reason to skip as its refusal.
            return -1;
        }
    }
}
