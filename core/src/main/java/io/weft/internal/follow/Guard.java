package io.weft.internal.follow;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.weft.WeftException;
import io.weft.spi.storage.StorageException;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stands between publications and a system that may be slow or down. What fails is tried three times; who fails or drags
 * again and again is left alone for half a minute, so that a dead catalog costs publications nothing. Thread-safe.
 */
final class Guard {
    private static final int TRIES = 3;
    /** Two calls that failed in all their tries. */
    private static final int REMEMBERED_TRIES = 2 * TRIES;

    private static final Duration SLOW = Duration.ofSeconds(10);
    private static final Duration LEFT_ALONE = Duration.ofSeconds(30);

    private final String name;
    private final CircuitBreaker breaker;
    private final Retry retry;
    private final Consumer<Duration> pause;

    Guard(String name, InstantSource clock, Consumer<Duration> pause) {
        this.name = name;
        this.pause = pause;
        this.breaker = CircuitBreaker.of(
                name,
                CircuitBreakerConfig.custom()
                        .clock(clock.withZone(ZoneOffset.UTC))
                        .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(REMEMBERED_TRIES)
                        .minimumNumberOfCalls(REMEMBERED_TRIES)
                        .failureRateThreshold(100)
                        .slowCallDurationThreshold(SLOW)
                        .slowCallRateThreshold(50)
                        .waitDurationInOpenState(LEFT_ALONE)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .ignoreException(e -> !isTrouble(e))
                        .build());
        this.retry = Retry.of(
                name,
                RetryConfig.custom()
                        .maxAttempts(TRIES)
                        .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(200, 2))
                        .retryOnException(Guard::isTrouble)
                        .build());
    }

    /** Takes a step that may be repeated; throws what its last try threw. */
    void run(Runnable step) {
        Retry.AsyncContext<Object> tries = retry.asyncContext();
        while (true) {
            try {
                breaker.executeRunnable(step);
                tries.onComplete();
                return;
            } catch (CallNotPermittedException e) {
                throw leftAlone(e);
            } catch (RuntimeException e) {
                long wait = tries.onError(e);
                if (wait < 0 || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
                pause.accept(Duration.ofMillis(wait));
            }
        }
    }

    /**
     * Whether it is the other system's trouble, which passes. Weft's own errors say what is wrong with the call, which stays,
     * but for a storage that is out of reach.
     */
    private static boolean isTrouble(Throwable e) {
        if (e instanceof StorageException failed) {
            return failed.retryable() || failed.kind() == StorageException.Kind.OUTCOME_UNKNOWN;
        }
        return !(e instanceof WeftException) && !(e instanceof CallNotPermittedException);
    }

    private WeftException leftAlone(CallNotPermittedException cause) {
        return new WeftException(
                "WEFT-FOLLOW-001",
                "The " + name + " failed or was slow several times lately, so it is left alone for "
                        + LEFT_ALONE.toSeconds()
                        + " seconds. Nothing is forgotten. Earlier warnings say what is wrong with it",
                cause);
    }
}
