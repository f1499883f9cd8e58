package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * What the chapters of {@link StorageKit} share. The chapters are classes on top of each other, so that an adapter
 * extends just one and can override any single behaviour.
 */
abstract class KitFixture {
    static final int LIMIT = 1 << 24;
    private static final int SLOTS = 40;
    private static final Duration TIME_OF_A_REQUEST = Duration.ofSeconds(30);

    Storage storage;
    Location folder;

    /** Set before each test; the compiler is told that there is always a value. */
    @SuppressWarnings("NullAway.Init")
    KitFixture() {}

    @BeforeEach
    final void openStorage() {
        storage = storage();
        folder = folder();
    }

    @AfterEach
    final void closeStorage() {
        storage.close();
    }

    /**
     * Opens the storage under test. Called once before each test; the kit closes it.
     *
     * @return an open storage
     */
    protected abstract Storage storage();

    /**
     * Names the folder in which one test works. Called once before each test.
     *
     * @return a folder that nothing else uses and that holds no objects
     */
    protected abstract Location folder();

    /**
     * Opens a second client of the same store, as another process would have.
     *
     * @param first the storage of the current test
     * @return another storage that sees the same objects; the first itself if there is no such thing
     */
    protected Storage secondClient(Storage first) {
        return first;
    }

    /**
     * Says whether this storage copies objects on its own. A storage that does not must not offer the capability.
     *
     * @return true, unless overridden
     */
    protected boolean copies() {
        return true;
    }

    /**
     * Says whether killed writers leave something here that this storage can find and drop. One that does not must not
     * offer the capability.
     *
     * @return false, unless overridden
     */
    protected boolean leavesUnfinishedWrites() {
        return false;
    }

    /**
     * Says whether this storage can tell which objects its store deletes by itself. One that cannot must not offer the
     * capability.
     *
     * @return false, unless overridden
     */
    protected boolean tellsLifecycleRules() {
        return false;
    }

    /**
     * Says whether this storage tells versions of objects. One that does not must not offer the capability.
     *
     * @return false, unless overridden
     */
    protected boolean tellsVersions() {
        return false;
    }

    /**
     * Gives the bucket of {@link #folder} rules of its own, in place of those it has. Called only where {@link
     * #tellsLifecycleRules}, and with no prefixes at the end of a test.
     *
     * @param prefixes how the keys of objects begin that are deleted {@code days} after they were written; a rule for each
     * @param days how many
     * @return false if this store knows no such rules; the kit then asserts that asking for them is refused
     */
    protected boolean deleteByAge(List<String> prefixes, int days) {
        return false;
    }

    /**
     * Names a folder in a place where the store keeps what is deleted or replaced, such as a bucket with versioning.
     *
     * @return a folder that nothing else uses; empty, unless overridden
     */
    protected Optional<Location> folderWithVersions() {
        return Optional.empty();
    }

    /**
     * Says whether listings are in order also where keys have characters beyond U+FFFF. Some stores compare what Java calls
     * chars; Weft's own keys have none of these.
     *
     * @return true, unless overridden
     */
    protected boolean ordersAllOfUnicode() {
        return true;
    }

    /**
     * Says whether a write returns the very time that is listed later. Some stores answer a write without it; the time of
     * the answer is then told, which may be a few seconds off.
     *
     * @return true, unless overridden
     */
    protected boolean tellsExactTimes() {
        return true;
    }

    /**
     * How many threads race for one object.
     *
     * @return 16, unless overridden
     */
    protected int racers() {
        return 16;
    }

    /**
     * How many objects they race for, one after the other.
     *
     * @return 40, or what the system property {@code weft.slots} says, unless overridden
     */
    protected int slots() {
        return Integer.getInteger("weft.slots", SLOTS);
    }

    /**
     * How many objects a long listing has; more than the store returns in one answer.
     *
     * @return 1100, unless overridden
     */
    protected int manyObjects() {
        return 1100;
    }

    /** Asserts that looking an object up tells what writing it told. */
    final void assertStat(ObjectInfo written) {
        ObjectInfo found = storage.stat(written.location()).orElseThrow();
        assertThat(found)
                .usingRecursiveComparison()
                .ignoringFields("lastModified")
                .isEqualTo(written);
        assertThat(Duration.between(written.lastModified(), found.lastModified())
                        .abs())
                .isLessThanOrEqualTo(tellsExactTimes() ? Duration.ZERO : TIME_OF_A_REQUEST);
    }

    final Location at(String name) {
        return folder.resolve(name);
    }

    final ObjectInfo put(String name, String text) {
        return storage.put(at(name), bytes(text), Precondition.NONE);
    }

    final String text(String name) {
        return new String(storage.read(at(name), LIMIT), StandardCharsets.UTF_8);
    }

    final StorageOutput output(String name, Precondition precondition, String text) {
        StorageOutput output = storage.create(at(name), precondition);
        output.write(bytes(text), 0, bytes(text).length);
        return output;
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    final List<String> keys(String below) {
        return keys(below, "");
    }

    final List<String> keys(String below, String startAfter) {
        List<String> keys = new ArrayList<>();
        for (ObjectInfo info : storage.list(at(below), startAfter)) {
            keys.add(info.location().relativeTo(at(below)));
        }
        return keys;
    }

    final void assertAbsent(String name) {
        assertThat(storage.stat(at(name))).as("stat of %s", name).isEmpty();
        assertRefused(Kind.NOT_FOUND, name, () -> storage.read(at(name), LIMIT));
        assertThat(keys("")).as("listing").doesNotContain(name);
    }

    /** Asserts a refusal of a kind, whose message says where. */
    static void assertRefused(Kind kind, String where, ThrowingCallable call) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call)
                .withMessageContaining(where)
                .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }

    /** Asserts that a call works, or is refused as one that this store cannot do. */
    static boolean worksOrIsInvalid(Runnable call) {
        try {
            call.run();
            return true;
        } catch (StorageException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.INVALID);
            return false;
        }
    }

    /** Runs tasks at the same time, each in a thread of its own, and returns what they returned. */
    static <T> List<T> together(List<? extends Callable<T>> tasks) {
        ExecutorService pool = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : pool.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the tasks", e);
        } catch (ExecutionException e) {
            throw new AssertionError("a task failed: " + e.getCause(), e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }
}
