package io.weft.spi.storage.remote;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;

/**
 * Finds out whether a store lets exactly one of many writers create an object. That a store refuses a second write does not
 * tell: some look first and write then, and only writers that meet show it. So several meet, again and again, at names that
 * nobody else uses. A store that fails has certainly no such promise; one that passes fails seldom, if ever. Thread-safe.
 */
final class RaceProbe {
    static final int RACERS = 8;
    static final int ROUNDS = 24;

    private final ObjectStore store;
    private final Requests requests;
    private final Map<String, Boolean> passed = new ConcurrentHashMap<>();

    RaceProbe(ObjectStore store, Requests requests) {
        this.store = store;
        this.requests = requests;
    }

    /**
     * Has the writers meet, unless this bucket passed before.
     *
     * @param object what is to be created; the names that are tried lie beside it
     * @throws StorageException {@code INVALID} if the store does not keep its word
     */
    void require(Location object) {
        passed.computeIfAbsent(object.authority(), bucket -> {
            race(object);
            return true;
        });
    }

    private void race(Location object) {
        ExecutorService racers = Executors.newFixedThreadPool(RACERS, RaceProbe::thread);
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Location slot = object.parent().resolve("weft-race-" + UUID.randomUUID());
                int winners = winners(racers, slot);
                if (winners != 1) {
                    throw refused(object, winners);
                }
            }
        } finally {
            racers.shutdown();
        }
    }

    private int winners(ExecutorService racers, Location slot) {
        Phaser start = new Phaser(RACERS);
        List<Future<Boolean>> attempts = new ArrayList<>();
        for (int racer = 0; racer < RACERS; racer++) {
            attempts.add(racers.submit(() -> {
                start.arriveAndAwaitAdvance();
                return wins(slot);
            }));
        }
        Futures.settle(attempts);
        try {
            return (int) Futures.all(attempts).stream().filter(won -> won).count();
        } finally {
            requests.repeatable(() -> {
                store.delete(slot);
                return slot;
            });
        }
    }

    private boolean wins(Location slot) {
        Mark mark = new Mark(store, slot);
        byte[] bytes = mark.text().getBytes(StandardCharsets.UTF_8);
        try {
            Instant ignored = requests.marked(
                    () -> store.put(slot, bytes, bytes.length, Precondition.ABSENT, mark.text()), mark::written);
            return true;
        } catch (StorageException e) {
            if (e.kind() == Kind.EXISTS) {
                return false;
            }
            throw e;
        }
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "weft-race");
        thread.setDaemon(true);
        return thread;
    }

    private static StorageException refused(Location object, int winners) {
        return new StorageException(
                Kind.INVALID,
                object + " was not written: of " + RACERS + " writers that created one object at once in "
                        + object.scheme() + "://" + object.authority() + ", the store let " + winners
                        + " succeed. Publications of different processes would overwrite each other there. Put an arbiter"
                        + " before it (ArbitratedStorage), or use a store that keeps create-if-absent also when writers meet",
                null);
    }
}
