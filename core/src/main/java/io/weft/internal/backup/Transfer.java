package io.weft.internal.backup;

import io.weft.WeftException;
import io.weft.internal.hash.Sha256;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Brings objects from one storage to another, several at once, each proven by its hash on the way: what does not match is never
 * committed. What is there already is not brought again, so a transfer that broke off goes on where it was. Used once.
 */
final class Transfer {
    private static final int AT_ONCE = 4;

    private final Storage from;
    private final Storage to;
    private final AtomicLong movedObjects = new AtomicLong();
    private final AtomicLong movedBytes = new AtomicLong();

    /**
     * One object.
     *
     * @param source where it is
     * @param target where it goes
     * @param sha256 what it must be
     * @param size how long it must be
     */
    record Item(Location source, Location target, String sha256, long size) {}

    Transfer(Storage from, Storage to) {
        this.from = from;
        this.to = to;
    }

    long movedObjects() {
        return movedObjects.get();
    }

    long movedBytes() {
        return movedBytes.get();
    }

    /**
     * Brings all of them, or fails with what the first one failed with.
     *
     * @param damaged what to say of a source that is missing or not what it must be
     */
    void run(List<Item> items, Function<Location, WeftException> damaged) {
        atOnce(items.stream().map(item -> (Runnable) () -> bring(item, damaged)).toList());
    }

    /** Does several things at once, or fails with what the first one failed with. */
    static void atOnce(List<Runnable> works) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Transfer::thread);
        try {
            List<Future<?>> done = new ArrayList<>();
            works.forEach(work -> done.add(threads.submit(work)));
            done.forEach(Transfer::await);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void await(Future<?> one) {
        try {
            Object ignored = one.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(Kind.FAILED, "the thread was interrupted while objects were copied", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WeftException failed) {
                throw failed;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "weft-backup");
        thread.setDaemon(true);
        return thread;
    }

    private void bring(Item item, Function<Location, WeftException> damaged) {
        Optional<ObjectInfo> there = to.stat(item.target());
        if (there.isPresent() && there.get().size() == item.size()) {
            return;
        }
        try (StorageInput input = from.open(item.source())) {
            if (input.length() != item.size()) {
                throw damaged.apply(item.source());
            }
            copy(input, item, damaged);
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                throw damaged.apply(item.source());
            }
            throw e;
        }
    }

    private void copy(StorageInput input, Item item, Function<Location, WeftException> damaged) {
        try (StorageOutput output = to.create(item.target(), Precondition.ABSENT)) {
            if (!Sha256.ofCopy(input, output).equals(item.sha256())) {
                throw damaged.apply(item.source());
            }
            commit(output, item);
        }
    }

    /** Somebody else may bring the same object at the same time. */
    private void commit(StorageOutput output, Item item) {
        try {
            ObjectInfo written = output.commit();
            movedObjects.incrementAndGet();
            movedBytes.addAndGet(written.size());
        } catch (StorageException e) {
            boolean mayBeThere = e.kind() == Kind.EXISTS || e.kind() == Kind.OUTCOME_UNKNOWN;
            if (!mayBeThere
                    || to.stat(item.target())
                            .filter(found -> found.size() == item.size())
                            .isEmpty()) {
                throw e;
            }
        }
    }
}
