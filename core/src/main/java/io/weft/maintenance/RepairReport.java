package io.weft.maintenance;

import java.util.List;

/**
 * What a repair did.
 *
 * @param done what was made again from the log or brought back from earlier versions, one sentence each
 * @param after what a look at the whole location found afterwards; what only a backup can bring back is still there
 */
public record RepairReport(List<String> done, Diagnosis after) {
    /** Copies the list. */
    public RepairReport {
        done = List.copyOf(done);
    }
}
