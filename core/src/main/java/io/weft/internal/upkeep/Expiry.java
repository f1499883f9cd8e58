package io.weft.internal.upkeep;

import io.weft.internal.log.Effect;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.StoreClock;
import io.weft.internal.log.Version;
import io.weft.maintenance.ExpiryReport;
import io.weft.maintenance.Retention;
import io.weft.spi.storage.Storage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Gives up old versions. Not thread-safe. */
public final class Expiry {
    private final Storage storage;
    private final ProductLog log;
    private final InstantSource clock;

    /**
     * Makes an expiry.
     *
     * @param storage where the product lives
     * @param log its log
     * @param clock the clock that dates entries
     */
    public Expiry(Storage storage, ProductLog log, InstantSource clock) {
        this.storage = storage;
        this.log = log;
        this.clock = clock;
    }

    /**
     * Commits which versions are retained from now on.
     *
     * @param retention what is kept
     * @return what was given up
     */
    public ExpiryReport run(Retention retention) {
        for (long head = log.refresh(); head > 0; head = log.refresh()) {
            long before = log.floor();
            long floor = floor(retention);
            if (floor <= before) {
                return new ExpiryReport(before, 0);
            }
            if (LogWork.commit(log, head, Effect.expireBefore(floor), "the expiry")
                    .isPresent()) {
                return new ExpiryReport(floor, floor - before);
            }
        }
        return new ExpiryReport(1, 0);
    }

    /** The oldest version that either part of the retention asks for. */
    private long floor(Retention retention) {
        List<Version> snapshots = log.versions().stream()
                .filter(version -> version.operation().changesFiles())
                .toList();
        if (snapshots.isEmpty()) {
            return 1;
        }
        long byCount = snapshots
                .get(Math.max(0, snapshots.size() - retention.versions()))
                .number();
        if (retention.age().isZero()) {
            return byCount;
        }
        Instant since = now().minus(retention.age());
        long byAge = snapshots.get(0).number();
        for (Version version : snapshots) {
            if (!version.timestamp().isAfter(since)) {
                byAge = version.number();
            }
        }
        return Math.min(byCount, byAge);
    }

    /** A clock that runs ahead must not make versions look old: the slower one counts. */
    private Instant now() {
        Instant mine = clock.instant();
        Instant stores = StoreClock.now(storage, log.paths());
        return mine.isBefore(stores) ? mine : stores;
    }
}
