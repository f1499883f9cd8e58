package io.weft.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only a local disk does; what every storage does is in the testkit's StorageKit. */
class LocalStorageTest {
    private static final byte[] MINE = {1, 2, 3};
    private static final byte[] OTHERS = {9};

    @TempDir
    Path dir;

    @Test
    void withoutHardLinksCreatingIfAbsentIsRefusedWithTheRemedy() {
        for (Disk disk : List.of(
                linking((name, file) -> {
                    throw new FileSystemException(file.toString(), name.toString(), "Operation not permitted");
                }),
                linking((name, file) -> {
                    throw new UnsupportedOperationException("links");
                }))) {
            LocalStorage storage = new LocalStorage(disk);
            assertRefused(() -> storage.put(at("a"), MINE, Precondition.ABSENT), Kind.INVALID, "no hard links");
            assertThat(storage.stat(at("a"))).isEmpty();
            assertThat(storage.put(at("b"), MINE, Precondition.NONE).size()).isEqualTo(3);
            assertThat(dir.toFile().list()).containsExactly("b");
            storage.delete(at("b"));
        }
    }

    @Test
    void withoutHardLinksACopyMovesTheBytes() throws IOException {
        Disk disk = linking((name, file) -> {
            throw new FileSystemException(file.toString(), name.toString(), "Invalid cross-device link");
        });
        LocalStorage storage = new LocalStorage(disk);
        byte[] big = new byte[3_000_001];
        big[3_000_000] = 7;
        storage.put(at("a"), big, Precondition.NONE);

        storage.copy(at("a"), at("k=v/b"), Precondition.NONE);

        assertThat(storage.read(at("k=v/b"), big.length)).isEqualTo(big);
        assertThat(Files.isSameFile(dir.resolve("a"), dir.resolve("k=v/b"))).isFalse();
    }

    @Test
    void aCopyIsAHardLink() throws IOException {
        LocalStorage storage = LocalStorage.create();
        storage.put(at("a"), MINE, Precondition.ABSENT);
        storage.copy(at("a"), at("b"), Precondition.ABSENT);
        storage.copy(at("a"), at("b"), Precondition.NONE);
        assertThat(Files.isSameFile(dir.resolve("a"), dir.resolve("b"))).isTrue();
        assertThat(dir.toFile().list()).containsExactlyInAnyOrder("a", "b");
        assertRefused(() -> storage.copy(at("a"), at("b"), Precondition.ABSENT), Kind.EXISTS, "exists already");
    }

    @Test
    void aFolderThatCannotBeForcedLeavesTheOutcomeUnknown() {
        LocalStorage storage = new LocalStorage(new Disk() {
            @Override
            void force(Path folder) throws IOException {
                throw new IOException("Input/output error");
            }
        });
        for (Precondition precondition : Precondition.values()) {
            Location object = at(precondition.name());
            assertRefused(
                    () -> storage.put(object, MINE, precondition), Kind.OUTCOME_UNKNOWN, "Read the object before");
            assertThat(storage.stat(object)).isPresent();
        }
    }

    @Test
    void aLinkThatFailsForNoKnownReasonLeavesTheOutcomeUnknown() {
        LocalStorage storage = new LocalStorage(linking((name, file) -> {
            throw new FileSystemException(file.toString(), name.toString(), "Input/output error");
        }));
        assertRefused(
                () -> storage.put(at("a"), MINE, Precondition.ABSENT), Kind.OUTCOME_UNKNOWN, "Input/output error");
        assertThat(dir.toFile().list()).isEmpty();
    }

    @Test
    void aRepeatedLinkRequestThatFindsItsOwnWorkIsASuccess() {
        LocalStorage storage = new LocalStorage(linking((name, file) -> {
            Files.createLink(name, file);
            throw new FileAlreadyExistsException(name.toString());
        }));
        ObjectInfo info = storage.put(at("a"), MINE, Precondition.ABSENT);
        assertThat(info).isEqualTo(storage.stat(at("a")).orElseThrow());
    }

    @Test
    void aRepeatedLinkRequestThatFindsAnothersWorkIsNone() {
        LocalStorage storage = new LocalStorage(linking((name, file) -> {
            Files.write(name, OTHERS);
            throw new FileAlreadyExistsException(name.toString());
        }));
        assertRefused(() -> storage.put(at("a"), MINE, Precondition.ABSENT), Kind.EXISTS, "exists already");
        assertThat(storage.read(at("a"), 10)).isEqualTo(OTHERS);
    }

    @Test
    void aDraftClearedAwayByOthersIsAFailureWithoutEffect() {
        LocalStorage storage = LocalStorage.create();
        try (StorageOutput output = storage.create(at("a"), Precondition.ABSENT)) {
            for (Path draft : drafts()) {
                assertThat(draft.toFile().delete()).isTrue();
            }
            assertRefused(output::commit, Kind.FAILED, "temporary file");
        }
        assertThat(storage.stat(at("a"))).isEmpty();
    }

    @Test
    void leftOversAreHiddenAndClearedAwayAfterADay() throws IOException {
        long old = Instant.now().minusSeconds(100_000).getEpochSecond();
        Path stale = leftOver(Keys.RESERVED + old + "-1-x", old);
        Path oldNameStillWritten =
                leftOver(Keys.RESERVED + old + "-2-x", Instant.now().getEpochSecond());
        Path newNameOfOldFile = leftOver(Keys.RESERVED + Instant.now().getEpochSecond() + "-3-x", old);
        LocalStorage storage = LocalStorage.create();
        assertThat(storage.list(at(""), "")).isEmpty();
        assertThat(storage.stat(Location.of(stale))).isEmpty();
        assertRefused(() -> storage.open(Location.of(stale)), Kind.NOT_FOUND, "does not exist");
        storage.delete(Location.of(stale));
        assertThat(stale).exists();

        storage.put(at("a"), MINE, Precondition.ABSENT);

        assertThat(drafts()).containsExactlyInAnyOrder(oldNameStillWritten, newNameOfOldFile);
        assertThat(storage.list(at(""), "")).hasSize(1);
    }

    @Test
    void namesKeptForDraftsAreRefused() {
        LocalStorage storage = LocalStorage.create();
        for (String name : List.of(".weft-tmp-x", ".weft-tmp-x/y", "x/.weft-tmp-")) {
            assertRefused(() -> storage.put(at(name), MINE, Precondition.NONE), Kind.INVALID, ".weft-tmp-");
        }
    }

    @Test
    void symbolicLinksAreNoObjects() throws IOException {
        LocalStorage storage = LocalStorage.create();
        storage.put(at("outside/a"), MINE, Precondition.NONE);
        Files.createDirectory(dir.resolve("inside"));
        Files.createSymbolicLink(dir.resolve("inside/file"), dir.resolve("outside/a"));
        Files.createSymbolicLink(dir.resolve("inside/folder"), dir.resolve("outside"));

        assertThat(storage.list(at("inside"), "")).isEmpty();
        assertThat(storage.stat(at("inside/file"))).isEmpty();
        assertRefused(() -> storage.open(at("inside/file")), Kind.NOT_FOUND, "does not exist");
        for (Precondition precondition : Precondition.values()) {
            assertRefused(() -> storage.put(at("inside/file"), OTHERS, precondition), Kind.INVALID, "symbolic link");
        }
        storage.delete(at("inside/file"));
        assertThat(dir.resolve("inside/file")).isSymbolicLink();
        assertThat(storage.read(at("inside/folder/a"), 3)).isEqualTo(MINE);
    }

    @Test
    void namesThatNoLocationCanExpressAreNotListed() throws IOException {
        Files.write(dir.resolve("with\nnewline"), MINE);
        Files.write(dir.resolve("back\\slash"), MINE);
        Files.write(dir.resolve("plain"), MINE);
        assertThat(LocalStorage.create().list(at(""), ""))
                .extracting(ObjectInfo::location)
                .containsExactly(at("plain"));
    }

    @Test
    void aDeleteRemovesEmptiedPartitionFoldersAndNoOthers() throws IOException {
        LocalStorage storage = LocalStorage.create();
        Files.createDirectory(dir.resolve("real"));
        Files.createSymbolicLink(dir.resolve("link=1"), dir.resolve("real"));
        storage.put(at("out/k=v/l=w/a"), MINE, Precondition.NONE);
        storage.put(at("link=1/k=v/a"), MINE, Precondition.NONE);
        storage.delete(at("out/k=v/l=w/a"));
        storage.delete(at("link=1/k=v/a"));
        assertThat(dir.resolve("out")).isEmptyDirectory();
        assertThat(dir.resolve("link=1")).isSymbolicLink();
        assertThat(dir.resolve("real")).isEmptyDirectory();
    }

    @Test
    void aFolderWithoutFilesGivesWayToAnObject() throws IOException {
        LocalStorage storage = LocalStorage.create();
        for (Precondition precondition : Precondition.values()) {
            Location object = at(precondition.name());
            Files.createDirectories(object.toPath().resolve("deep/down"));
            storage.put(object, MINE, precondition);
            assertThat(storage.read(object, 3)).isEqualTo(MINE);
        }
    }

    @Test
    void foldersComeAndGoWhileOthersWriteIntoThem() throws Exception {
        LocalStorage storage = LocalStorage.create();
        List<Callable<Integer>> writers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Location object = at("x=1/y=2/" + i);
            writers.add(() -> {
                int seen = 0;
                for (int round = 0; round < 150; round++) {
                    storage.put(object, MINE, Precondition.ABSENT);
                    seen += storage.stat(object).isPresent() ? 1 : 0;
                    storage.delete(object);
                }
                return seen;
            });
        }
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            for (Future<Integer> seen : pool.invokeAll(writers)) {
                assertThat(seen.get()).isEqualTo(150);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(dir.resolve("x=1")).doesNotExist();
    }

    @Test
    void anInterruptFailsTheCallAndLeavesNothingVisible() {
        LocalStorage storage = LocalStorage.create();
        storage.put(at("there"), MINE, Precondition.ABSENT);
        StorageInput input = storage.open(at("there"));
        Thread.currentThread().interrupt();
        assertRefused(() -> input.readFully(0, new byte[1], 0, 1), Kind.FAILED, "interrupted");
        assertThat(Thread.interrupted()).isTrue();
        Thread.currentThread().interrupt();
        assertRefused(() -> storage.put(at("a"), MINE, Precondition.ABSENT), Kind.FAILED, "interrupted");
        assertThat(Thread.interrupted()).isTrue();
        assertThat(storage.stat(at("a"))).isEmpty();
        assertThat(drafts()).isEmpty();
    }

    private Location at(String name) {
        return Location.of(dir).resolve(name);
    }

    private List<Path> drafts() {
        List<Path> found = new ArrayList<>();
        for (String name : dir.toFile().list()) {
            if (name.startsWith(Keys.RESERVED)) {
                found.add(dir.resolve(name));
            }
        }
        return found;
    }

    private Path leftOver(String name, long epochSecond) throws IOException {
        Path file = Files.write(dir.resolve(name), OTHERS);
        return Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(epochSecond)));
    }

    private static Disk linking(Linker linker) {
        return new Disk() {
            @Override
            void link(Path name, Path file) throws IOException {
                linker.link(name, file);
            }
        };
    }

    private static void assertRefused(ThrowingCallable call, Kind kind, String message) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    /** Makes a hard link, or not. */
    private interface Linker {
        void link(Path name, Path file) throws IOException;
    }
}
