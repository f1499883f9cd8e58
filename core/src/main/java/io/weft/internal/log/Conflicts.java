package io.weft.internal.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a proposal still means what its author meant, after others committed.
 *
 * <p>Appends commute with everything. Whatever removes rows must not remove rows that its author never saw: a replace
 * conflicts with every entry since its base, a partition replace with those that touch its partitions or change the
 * whole product.
 */
final class Conflicts {
    private Conflicts() {}

    static Optional<LogEntry> find(Proposal proposal, List<LogEntry> since) {
        if (proposal.force() || proposal.operation() == Operation.APPEND) {
            return Optional.empty();
        }
        Set<Map<String, @Nullable String>> mine =
                proposal.files().stream().map(FileEntry::partition).collect(Collectors.toUnmodifiableSet());
        return since.stream()
                .filter(other -> switch (proposal.operation()) {
                    case APPEND -> false;
                    case REPLACE, ROLLBACK -> true;
                    case REPLACE_PARTITIONS ->
                        switch (other.operation()) {
                            case REPLACE, ROLLBACK -> true;
                            case APPEND, REPLACE_PARTITIONS -> other.touches(mine);
                        };
                })
                .findFirst();
    }
}
