package io.weft.internal.publish;

import io.weft.internal.log.LogEntry;
import io.weft.quality.Finding;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a publication ended. */
public sealed interface PublishOutcome {
    /**
     * The stable code of the error that the caller will see.
     *
     * @return the code; empty if it is visible
     */
    String code();

    /**
     * It is visible.
     *
     * @param entry its log entry
     * @param repeated true if an earlier attempt with the same key already was
     * @param warnings what did not go as it should without endangering the publication
     */
    record Published(LogEntry entry, boolean repeated, List<String> warnings) implements PublishOutcome {
        @Override
        public String code() {
            return "";
        }
    }

    /**
     * The gate stopped it; nothing is visible.
     *
     * @param rows rows offered
     * @param findings the verdict
     * @param duration how long it took
     */
    record Rejected(long rows, List<Finding> findings, Duration duration) implements PublishOutcome {
        @Override
        public String code() {
            return "WEFT-PUBLISH-001";
        }
    }

    /**
     * Others published what it would have removed unseen.
     *
     * @param base the version it was opened on
     * @param other the entry in the way
     */
    record Conflict(long base, LogEntry other) implements PublishOutcome {
        @Override
        public String code() {
            return "WEFT-PUBLISH-002";
        }
    }

    /**
     * Too many others commit.
     *
     * @param head the newest version seen
     */
    record Crowded(long head) implements PublishOutcome {
        @Override
        public String code() {
            return "WEFT-PUBLISH-002";
        }
    }

    /**
     * Nobody can say yet whether it is visible.
     *
     * @param txn the transaction in question
     * @param version the slot in question
     * @param cause what failed last; null if nothing did but answers did not come
     */
    record Unknown(String txn, long version, @Nullable RuntimeException cause) implements PublishOutcome {
        @Override
        public String code() {
            return "WEFT-PUBLISH-003";
        }
    }
}
