package io.weft.testkit.protocol;

import io.weft.internal.log.LogEntry;
import io.weft.internal.publish.PublishOutcome;
import io.weft.testkit.protocol.Peer.Seen;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the actors of one schedule were told, in the order in which they were. One tells at a time. */
final class Tale {
    private final List<Told> told = new ArrayList<>();
    private final List<Opened> opened = new ArrayList<>();
    private final List<Settled> settled = new ArrayList<>();
    private final List<Seen> seen = new ArrayList<>();
    private final Set<String> refused = new HashSet<>();
    private final Set<Long> pinned = new HashSet<>();
    private final Set<Long> expired = new HashSet<>();
    private long floor = 1;
    private boolean cleanedUp;

    /**
     * How a commit ended.
     *
     * @param txn its transaction; empty if only Weft knows
     * @param base the version on which it began; {@link #UNKNOWN} if only Weft knows
     * @param removes whether something goes that it must have seen
     * @param outcome how it ended
     */
    record Told(String txn, long base, boolean removes, PublishOutcome outcome) {
        static final long UNKNOWN = -1;
    }

    /**
     * A publication that was opened.
     *
     * @param txn its transaction
     * @param base the version on which it began
     */
    record Opened(String txn, long base) {}

    /**
     * A publication that somebody settled.
     *
     * @param txn its transaction
     * @param head the version up to which the log was read then
     * @param entry what became of it
     */
    record Settled(String txn, long head, Optional<LogEntry> entry) {}

    void tell(Told what) {
        told.add(what);
    }

    /** A publication that must not be in the log. */
    void refused(String txn) {
        refused.add(txn);
    }

    void opened(String txn, long base) {
        opened.add(new Opened(txn, base));
    }

    void settled(String txn, long head, Optional<LogEntry> entry) {
        settled.add(new Settled(txn, head, entry));
    }

    void saw(Seen what) {
        seen.add(what);
    }

    /** A version that must be there until all is over. */
    void pinned(long version) {
        pinned.add(version);
    }

    /** A version that could not be had any more because it had expired. */
    void missed(long version) {
        expired.add(version);
    }

    /** From now on versions before this one cannot be had. */
    void expired(long before) {
        floor = Math.max(floor, before);
    }

    void cleanedUp() {
        cleanedUp = true;
    }

    List<Told> told() {
        return told;
    }

    List<Opened> opened() {
        return opened;
    }

    List<Settled> settled() {
        return settled;
    }

    List<Seen> seen() {
        return seen;
    }

    Set<String> refused() {
        return refused;
    }

    Set<Long> missed() {
        return expired;
    }

    Set<Long> pinned() {
        return pinned;
    }

    boolean isPinned(long version) {
        return pinned.contains(version);
    }

    long floor() {
        return floor;
    }

    boolean isCleanedUp() {
        return cleanedUp;
    }
}
