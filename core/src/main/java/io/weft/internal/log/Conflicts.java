package io.weft.internal.log;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a proposal still means what its author meant, after others committed.
 *
 * <p>Appends commute with everything that changes rows. Whatever removes rows must not remove rows that its author never
 * saw: a replace conflicts with every such entry since its base, a partition replace with those that touch its partitions
 * or change the whole product. A compaction exchanges files, not rows: others need not mind it, but the files that it
 * takes away must still be there. And whoever was shut out, by a fence or an abort, stays out.
 */
final class Conflicts {
    private final Proposal proposal;
    private final Set<String> attempts;
    private final Set<Map<String, @Nullable String>> partitions;

    private Conflicts(Proposal proposal) {
        this.proposal = proposal;
        this.attempts = attempts(proposal.files());
        this.partitions = proposal.files().stream().map(FileEntry::partition).collect(Collectors.toUnmodifiableSet());
    }

    static Optional<LogEntry> find(Proposal proposal, List<LogEntry> since) {
        Conflicts conflicts = new Conflicts(proposal);
        return since.stream()
                .filter(other -> conflicts.isShutOutBy(other) || conflicts.isAtOddsWith(other))
                .findFirst();
    }

    private boolean isShutOutBy(LogEntry other) {
        return switch (other.operation()) {
            case FENCE -> other.effect().names().stream().anyMatch(attempts::contains);
            case ABORT -> other.effect().names().contains(proposal.txn());
            default -> false;
        };
    }

    private boolean isAtOddsWith(LogEntry other) {
        return switch (proposal.operation()) {
            case APPEND -> false;
            case REPLACE -> !proposal.force() && changesRows(other);
            case ROLLBACK ->
                (!proposal.force() && changesRows(other))
                        || (other.operation() == Operation.EXPIRE
                                && proposal.effect().target() < other.target());
            case REPLACE_PARTITIONS -> !proposal.force() && changesRowsOfMine(other);
            case COMPACT -> takesAwayMine(other);
            case EXPIRE -> other.operation() == Operation.EXPIRE;
            case FENCE ->
                attempts(other.files()).stream().anyMatch(proposal.effect().names()::contains);
            case ABORT -> proposal.effect().names().contains(other.txn());
        };
    }

    private static boolean changesRows(LogEntry other) {
        return switch (other.operation()) {
            case APPEND, REPLACE, REPLACE_PARTITIONS, ROLLBACK -> true;
            case COMPACT, EXPIRE, FENCE, ABORT -> false;
        };
    }

    private boolean changesRowsOfMine(LogEntry other) {
        return switch (other.operation()) {
            case REPLACE, ROLLBACK -> true;
            case APPEND, REPLACE_PARTITIONS -> other.touches(partitions);
            case COMPACT, EXPIRE, FENCE, ABORT -> false;
        };
    }

    /** What is compacted lies in the partitions of the compacted files. */
    private boolean takesAwayMine(LogEntry other) {
        return switch (other.operation()) {
            case REPLACE, ROLLBACK -> true;
            case REPLACE_PARTITIONS -> other.touches(partitions);
            case COMPACT -> {
                Set<String> both = new HashSet<>(proposal.effect().names());
                both.retainAll(other.effect().names());
                yield !both.isEmpty();
            }
            case APPEND, EXPIRE, FENCE, ABORT -> false;
        };
    }

    private static Set<String> attempts(List<FileEntry> files) {
        return files.stream()
                .flatMap(file -> LogPaths.attemptOf(file.path()).stream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
