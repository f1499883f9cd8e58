package io.weft.internal.upkeep;

import io.weft.internal.log.Effect;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.ProductLog;
import java.util.Optional;

/** Gives a publication whose outcome is unknown one. Not thread-safe. */
public final class Settlement {
    private final ProductLog log;

    /**
     * Makes a settlement.
     *
     * @param log the product's log
     */
    public Settlement(ProductLog log) {
        this.log = log;
    }

    /**
     * Finds a transaction in the log, or shuts out what is under way of it by taking the slot that it could still arrive
     * in.
     *
     * @param txn the transaction
     * @return its entry; empty if no write that was sent before can become visible any more
     * @throws io.weft.WeftException {@code WEFT-UPKEEP-003} if nothing is published yet
     */
    public Optional<LogEntry> run(String txn) {
        for (long head = log.refresh(); head > 0; head = log.refresh()) {
            Optional<LogEntry> committed = log.committed(txn);
            if (committed.isPresent()
                    || LogWork.commit(log, head, Effect.abort(txn), "the abort").isPresent()) {
                return committed;
            }
        }
        throw UpkeepErrors.nothingToShutOutWith(log.paths().root(), txn);
    }
}
