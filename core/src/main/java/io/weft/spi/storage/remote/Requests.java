package io.weft.spi.storage.remote;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The one place where requests are repeated. What may be repeated follows from what is known of a failure: a request that
 * had no effect always, one whose outcome is unknown only if doing it twice is doing it once. Thread-safe.
 */
final class Requests {
    private static final Duration LEFT_ALONE = Duration.ofSeconds(5);
    /** So many failures one after the other, of whatever requests, mean that the store is down. */
    private static final int TROUBLE = 30;

    /** What a write is told that took effect before. */
    private static final Set<Kind> SECOND_TIME = Set.of(Kind.EXISTS, Kind.FAILED, Kind.OUTCOME_UNKNOWN);

    private final String store;
    private final Duration patience;
    private final IntervalFunction intervals;
    private final CircuitBreaker breaker;
    private final Pace pace;
    private final CountDownLatch closed = new CountDownLatch(1);

    Requests(String store, Duration patience, IntervalFunction intervals) {
        this(store, patience, intervals, new Pace(System::nanoTime));
    }

    Requests(String store, Duration patience, IntervalFunction intervals, Pace pace) {
        this.store = store;
        this.patience = patience;
        this.intervals = intervals;
        this.pace = pace;
        this.breaker = CircuitBreaker.of(
                store,
                CircuitBreakerConfig.custom()
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(TROUBLE)
                        .minimumNumberOfCalls(TROUBLE)
                        .failureRateThreshold(100)
                        .waitDurationInOpenState(LEFT_ALONE)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .ignoreException(e -> !isTrouble(e))
                        .build());
    }

    /** Makes a request that does the same when it is made twice. */
    <T> T repeatable(Supplier<T> request) {
        return run(request, true);
    }

    /** Makes a write without a mark: one that must find nothing in its place is repeated only if it certainly had no effect. */
    <T> T write(Precondition precondition, Supplier<T> request) {
        return run(request, precondition == Precondition.NONE);
    }

    /**
     * Makes a write that left a mark. It may be repeated even if it must find nothing in its place: whether an object that is
     * there is this write's own, the mark tells. So a lost answer, and a request that was delivered twice, do no harm.
     *
     * @param request the write
     * @param written when it took effect; empty if what is there is not of this write
     */
    Instant marked(Supplier<Instant> request, Supplier<Optional<Instant>> written) {
        try {
            return run(request, true);
        } catch (StorageException e) {
            if (!SECOND_TIME.contains(e.kind())) {
                throw e;
            }
            Optional<Instant> time;
            try {
                time = repeatable(written);
            } catch (StorageException unread) {
                throw undecided(e, unread);
            }
            return time.orElseThrow(() -> e);
        }
    }

    /** Whether the object that is there is another's nobody can say now. */
    private static StorageException undecided(StorageException e, StorageException unread) {
        StorageException undecided = e.kind() == Kind.OUTCOME_UNKNOWN
                ? e
                : new StorageException(
                        Kind.OUTCOME_UNKNOWN,
                        "it could not be found out whether this write took effect: " + e.getMessage(),
                        e);
        undecided.addSuppressed(unread);
        return undecided;
    }

    private <T> T run(Supplier<T> request, boolean repeatable) {
        long begun = System.nanoTime();
        StorageException doubt = null;
        for (int attempt = 1; ; attempt++) {
            awaitTurn(doubt);
            try {
                return breaker.executeSupplier(request);
            } catch (CallNotPermittedException e) {
                throw inDoubt(doubt, leftAlone(e));
            } catch (StorageException e) {
                if (e.kind() == Kind.OUTCOME_UNKNOWN) {
                    doubt = e;
                }
                if (e.isThrottled()) {
                    pace.refused();
                }
                long wait = intervals.apply(attempt);
                boolean inTime = System.nanoTime() - begun + TimeUnit.MILLISECONDS.toNanos(wait) <= patience.toNanos();
                if (!inTime || !mayRepeat(e, repeatable)) {
                    throw inDoubt(doubt, e);
                }
                pause(TimeUnit.MILLISECONDS.toNanos(wait), doubt == null ? e : doubt);
            }
        }
    }

    /**
     * What became of the last attempt says nothing of those before it: one without an answer may have taken effect before the
     * credentials expired. Only that an object is there is an answer of its own, which a mark then tells apart.
     */
    private static StorageException inDoubt(@Nullable StorageException doubt, StorageException last) {
        if (doubt == null || doubt == last || last.kind() == Kind.EXISTS) {
            return last;
        }
        doubt.addSuppressed(last);
        return doubt;
    }

    private static boolean mayRepeat(StorageException e, boolean repeatable) {
        return e.kind() == Kind.UNAVAILABLE || (repeatable && e.kind() == Kind.OUTCOME_UNKNOWN);
    }

    /** A store that asks for fewer requests is not down. */
    private static boolean isTrouble(Throwable e) {
        return e instanceof StorageException failed && mayRepeat(failed, true) && !failed.isThrottled();
    }

    private void awaitTurn(@Nullable StorageException doubt) {
        if (doubt != null && closed.getCount() == 0) {
            throw doubt;
        }
        requireOpen();
        long nanos = pace.nextTurn();
        if (nanos > 0) {
            pause(
                    nanos,
                    doubt != null
                            ? doubt
                            : new StorageException(
                                    Kind.UNAVAILABLE,
                                    "a request to " + store
                                            + " was given up while it waited for its turn: the store had asked for"
                                            + " fewer requests. Make it again",
                                    null));
        }
    }

    /** Ends early when the storage is closed. */
    private void pause(long nanos, StorageException cause) {
        try {
            if (closed.await(nanos, TimeUnit.NANOSECONDS)) {
                throw cause;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw cause;
        }
    }

    void close() {
        closed.countDown();
    }

    void requireOpen() {
        if (closed.getCount() == 0) {
            throw new StorageException(
                    Kind.CLOSED, "the storage of " + store + " was closed before. Create a new one", null);
        }
    }

    private StorageException leftAlone(CallNotPermittedException cause) {
        return new StorageException(
                Kind.UNAVAILABLE,
                store + " did not answer " + TROUBLE + " requests in a row, so it is left alone for "
                        + LEFT_ALONE.toSeconds() + " seconds. Look at its state, the network and the credentials",
                cause);
    }
}
