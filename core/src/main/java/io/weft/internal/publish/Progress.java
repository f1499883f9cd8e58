package io.weft.internal.publish;

import io.weft.contract.ProductId;
import io.weft.event.WeftEvent;
import io.weft.event.WeftEvent.Phase;
import io.weft.event.WeftEvent.PublicationProgress;
import io.weft.internal.follow.Announcer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.LongSupplier;

/** Announces where a publication is, about once a second while rows come in. Not thread-safe. */
final class Progress {
    /** Looking at the clock for each row would cost more than the row's checks. */
    private static final int ROWS_BETWEEN_LOOKS = 1024;

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final ProductId product;
    private final String txn;
    private final InstantSource clock;
    private final Announcer announcer;
    private final LongSupplier bytes;
    private final Instant start;
    private Instant lastTold;
    private long rows;

    Progress(ProductId product, String txn, InstantSource clock, Announcer announcer, LongSupplier bytes) {
        this.product = product;
        this.txn = txn;
        this.clock = clock;
        this.announcer = announcer;
        this.bytes = bytes;
        this.start = clock.instant();
        this.lastTold = start;
    }

    long rows() {
        return rows;
    }

    Duration elapsed() {
        Duration elapsed = Duration.between(start, clock.instant());
        return elapsed.isNegative() ? Duration.ZERO : elapsed;
    }

    /** Counts one more row. */
    long nextRow() {
        rows++;
        if (rows % ROWS_BETWEEN_LOOKS == 0) {
            Instant now = clock.instant();
            if (Duration.between(lastTold, now).compareTo(INTERVAL) >= 0) {
                tell(Phase.WRITING);
                lastTold = now;
            }
        }
        return rows;
    }

    void tell(Phase phase) {
        announce(new PublicationProgress(product, txn, phase, rows, bytes.getAsLong(), elapsed()));
    }

    void announce(WeftEvent event) {
        announcer.tell(event);
    }
}
