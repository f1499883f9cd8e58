package io.weft.internal.upkeep;

import io.weft.internal.hash.Names;
import io.weft.internal.log.CommitResult;
import io.weft.internal.log.Effect;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Proposal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Commits entries that are about the log itself. */
final class LogWork {
    private LogWork() {}

    /**
     * Commits one entry.
     *
     * @param log the log
     * @param decidedAt the head when the effect was decided on; what came after is looked at, also if another thread has
     *     read it into the log already
     * @param effect the effect
     * @param what names the work in errors
     * @return the entry; empty if somebody else committed meanwhile what this effect does not go together with
     */
    static Optional<LogEntry> commit(ProductLog log, long decidedAt, Effect effect, String what) {
        String txn = effect.operation().name().toLowerCase(Locale.ROOT) + "-" + Names.random() + Names.random();
        CommitResult result = log.commit(
                Proposal.after(txn, log.entry(decidedAt), effect, List.of(), Duration.ZERO),
                stale -> stale.onto(log.newest().orElseThrow()));
        if (result instanceof CommitResult.Committed committed) {
            return Optional.of(committed.entry());
        }
        if (result instanceof CommitResult.Conflict) {
            return Optional.empty();
        }
        if (result instanceof CommitResult.Unknown unknown) {
            throw UpkeepErrors.outcomeUnknown(log.paths().root(), what, unknown.cause());
        }
        throw UpkeepErrors.crowded(log.paths().root(), what);
    }
}
