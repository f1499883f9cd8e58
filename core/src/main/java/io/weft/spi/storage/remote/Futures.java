package io.weft.spi.storage.remote;

import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/** Waiting for requests of other threads. */
final class Futures {
    private Futures() {}

    /** What all of them returned, in order; throws what the first one that failed threw. */
    static <T> List<T> all(Collection<Future<T>> futures) {
        List<T> results = new ArrayList<>();
        for (Future<T> future : futures) {
            results.add(one(future));
        }
        return results;
    }

    /** Waits until none of them is at work any more, whatever came of them, even when the thread is interrupted. */
    static <T> void settle(Collection<Future<T>> futures) {
        boolean interrupted = false;
        for (Future<T> future : futures) {
            while (!future.isDone()) {
                try {
                    future.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException | CancellationException e) {
                    break; // Whoever asks for the result hears of it.
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    static <T> T one(Future<T> future) {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(Kind.FAILED, "the thread was interrupted while it waited for a part", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof StorageException failed) {
                throw failed;
            }
            throw new StorageException(Kind.FAILED, "a part could not be sent: " + e.getCause(), e.getCause());
        }
    }
}
