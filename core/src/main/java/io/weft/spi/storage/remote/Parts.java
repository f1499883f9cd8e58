package io.weft.spi.storage.remote;

import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Threads that carry parts, and the memory that parts are held in. Whoever has a part to send waits here until there is
 * room for it, so that a fast writer does not fill the memory before a slow network. Thread-safe.
 */
final class Parts {
    private static final long IDLE_SECONDS = 10;
    /** Parts of one size; then larger ones, so that the number of parts suffices for large objects. */
    private static final int EQUAL_PARTS = 1000;

    private final int size;
    private final ObjectStore.Limits limits;
    private final Semaphore room;
    private final ExecutorService threads;
    private final Queue<byte[]> spare = new ConcurrentLinkedQueue<>();
    private final int mostSpare;

    Parts(Transfers transfers, ObjectStore.Limits limits) {
        this.size = (int) Math.min(
                Math.max(transfers.partSize(), limits.smallestPart()),
                Math.min(limits.largestPart(), limits.largestPut()));
        this.limits = limits;
        this.mostSpare = transfers.parallel();
        this.room = new Semaphore(transfers.parallel());
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                transfers.parallel(),
                transfers.parallel(),
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Parts::thread);
        pool.allowCoreThreadTimeOut(true);
        this.threads = pool;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "weft-transfer");
        thread.setDaemon(true);
        return thread;
    }

    /** Bytes of a first part. */
    int size() {
        return size;
    }

    ObjectStore.Limits limits() {
        return limits;
    }

    /** Bytes of a part, which all parts but the last fill. */
    int size(int number) {
        long grown = (long) size * (1 + (number - 1) / EQUAL_PARTS);
        return (int) Math.min(grown, Math.min(limits.largestPart(), Integer.MAX_VALUE - 8L));
    }

    /** Runs a part's request in another thread as soon as there is room. */
    <T> Future<T> send(Supplier<T> request) {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(Kind.FAILED, "the thread was interrupted while it sent a part", e);
        }
        try {
            return threads.submit(() -> {
                try {
                    return request.get();
                } finally {
                    room.release();
                }
            });
        } catch (RejectedExecutionException e) {
            room.release();
            throw new StorageException(Kind.CLOSED, "the storage was closed before. Create a new one", e);
        }
    }

    /** An array of a part's size, used before or new. */
    byte[] take(int capacity) {
        byte[] used = capacity == size ? spare.poll() : null;
        return used == null ? new byte[capacity] : used;
    }

    void giveBack(byte[] array) {
        if (array.length == size && spare.size() < mostSpare) {
            spare.add(array);
        }
    }

    void close() {
        threads.shutdown();
        spare.clear();
    }
}
