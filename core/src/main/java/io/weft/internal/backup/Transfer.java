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
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/**
 * Brings objects from one storage to another, several at once, each proven by its hash on the way: what does not match is never
 * committed. What is there already is proven and not brought again, so a transfer that broke off goes on where it was. Used once.
 */
final class Transfer {
    private static final int AT_ONCE = 4;

    private final Storage from;
    private final Storage to;
    private final Function<Location, WeftException> damaged;
    private final Function<Location, WeftException> occupied;
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

    /**
     * Makes a transfer.
     *
     * @param from where objects are
     * @param to where they go
     * @param damaged what to say of a source that is missing or not what it must be
     * @param occupied what to say of a target where something else is
     */
    Transfer(
            Storage from,
            Storage to,
            Function<Location, WeftException> damaged,
            Function<Location, WeftException> occupied) {
        this.from = from;
        this.to = to;
        this.damaged = damaged;
        this.occupied = occupied;
    }

    long movedObjects() {
        return movedObjects.get();
    }

    long movedBytes() {
        return movedBytes.get();
    }

    /** Brings all of them, or fails with what the first one failed with. */
    void run(List<Item> items) {
        atOnce(items.stream().map(item -> (Runnable) () -> bring(item)).toList());
    }

    /** Does several things at once, or fails with what the first one failed with. Nothing is at work any more afterwards. */
    static void atOnce(List<Runnable> works) {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE, Transfer::thread);
        try {
            List<Future<?>> done = new ArrayList<>();
            works.forEach(work -> done.add(threads.submit(work)));
            done.forEach(Transfer::await);
        } finally {
            threads.shutdownNow();
            awaitEnd(threads);
        }
    }

    private static void awaitEnd(ExecutorService threads) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                ended = threads.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
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

    private void bring(Item item) {
        if (isThere(item)) {
            return;
        }
        try (StorageInput input = from.open(item.source())) {
            if (input.length() != item.size()) {
                throw damaged.apply(item.source());
            }
            copy(input, item);
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                throw damaged.apply(item.source());
            }
            throw e;
        }
    }

    /** Proves what is there, which costs something only where a transfer is made again. */
    private boolean isThere(Item item) {
        Optional<ObjectInfo> there = to.stat(item.target());
        if (there.isEmpty()) {
            return false;
        }
        try (StorageInput input = to.open(item.target())) {
            if (input.length() != item.size() || !Sha256.of(input).equals(item.sha256())) {
                throw occupied.apply(item.target());
            }
            return true;
        }
    }

    private void copy(StorageInput input, Item item) {
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
            if (!mayBeThere || !isThere(item)) {
                throw e;
            }
        }
    }
}
