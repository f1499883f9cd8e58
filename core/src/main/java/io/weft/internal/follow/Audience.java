package io.weft.internal.follow;

import io.weft.spi.catalog.Catalog;
import io.weft.spi.follow.Follower;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Who hears of a platform's publications. One guard for each stands for all products: what is down for one is down for the
 * others. Thread-safe.
 *
 * @param catalog where products are registered; empty for nowhere
 * @param followers who is told every change
 * @param announcer tells listeners
 */
public record Audience(Optional<Guarded<Catalog>> catalog, List<Guarded<Follower>> followers, Announcer announcer) {
    /** Copies the list. */
    public Audience {
        followers = List.copyOf(followers);
    }

    /**
     * Another system with its guard.
     *
     * @param it the system
     * @param guard its guard
     * @param <T> its kind
     */
    record Guarded<T>(T it, Guard guard) {}

    /**
     * Brings an audience together.
     *
     * @param catalog where products are registered; empty for nowhere
     * @param followers who is told every change
     * @param announcer tells listeners
     * @param clock says for how long somebody was left alone
     * @param pause waits between tries
     * @return the audience
     */
    public static Audience of(
            Optional<Catalog> catalog,
            List<Follower> followers,
            Announcer announcer,
            InstantSource clock,
            Consumer<Duration> pause) {
        List<Guarded<Follower>> guarded = new ArrayList<>();
        for (Follower follower : followers) {
            guarded.add(new Guarded<>(follower, new Guard("follower '" + follower.name() + "'", clock, pause)));
        }
        return new Audience(
                catalog.map(it -> new Guarded<>(it, new Guard("catalog", clock, pause))), guarded, announcer);
    }

    /**
     * An audience of nobody.
     *
     * @return nobody
     */
    public static Audience nobody() {
        return new Audience(Optional.empty(), List.of(), new Announcer(List.of()));
    }
}
