package io.weft.internal.log;

import io.weft.internal.hash.Names;
import io.weft.snapshot.Pin;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Pins of readers: empty objects {@code pins/<version>/<name>-<seconds>}, valid so many seconds from their time by the
 * store's clock.
 *
 * <p>A reader writes its pin, then reads the log again, and gives up if the version has expired by then. A clean-up reads
 * the log, then lists the pins. So if the reader did not see the expiry, the clean-up sees the pin. Thread-safe.
 */
public final class Pins {
    private final Storage storage;
    private final ProductLog log;

    /**
     * What a clean-up finds.
     *
     * @param versions versions that somebody keeps
     * @param over pins whose time is over
     */
    public record Found(Set<Long> versions, List<Location> over) {}

    /**
     * Makes the pins of a product.
     *
     * @param storage where it lives
     * @param log its log
     */
    public Pins(Storage storage, ProductLog log) {
        this.storage = storage;
        this.log = log;
    }

    /**
     * Keeps a version.
     *
     * @param version its number
     * @param time for how long, unless it is let go before
     * @return the pin
     * @throws io.weft.WeftException {@code WEFT-LOG-013} if the version has expired
     */
    public Pin pin(long version, Duration time) {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a pin needs a time that is longer than nothing");
        }
        Location object = log.paths()
                .pins()
                .resolve(LogPaths.number(version))
                .resolve(Names.random() + "-" + Math.max(1, time.toSeconds()));
        Pin pin = new ObjectPin(version, object);
        boolean kept = false;
        try {
            storage.put(object, new byte[0], Precondition.NONE);
            log.refresh();
            log.requireRetained(version);
            kept = true;
            return pin;
        } finally {
            if (!kept) {
                pin.close();
            }
        }
    }

    /**
     * Lists the pins; to be called after the log was read.
     *
     * @param now the store's time
     * @return what is kept
     */
    public Found find(Instant now) {
        Set<Long> versions = new TreeSet<>();
        List<Location> over = new ArrayList<>();
        for (ObjectInfo object : storage.list(log.paths().pins(), "")) {
            long version = LogPaths.numberOf(object.location().parent().name());
            long seconds = seconds(object.location().name());
            if (version < 0 || seconds < 0) {
                continue;
            }
            if (object.lastModified().plusSeconds(seconds).isAfter(now)) {
                versions.add(version);
            } else {
                over.add(object.location());
            }
        }
        return new Found(versions, over);
    }

    /** What is no pin of ours is left alone. */
    private static long seconds(String name) {
        String digits = name.substring(name.indexOf('-') + 1);
        boolean number =
                !digits.isEmpty() && digits.length() <= 12 && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Long.parseLong(digits) : -1;
    }

    private final class ObjectPin implements Pin {
        private final long version;
        private final Location object;

        ObjectPin(long version, Location object) {
            this.version = version;
            this.object = object;
        }

        @Override
        public long version() {
            return version;
        }

        @Override
        public void close() {
            storage.delete(object);
        }
    }
}
