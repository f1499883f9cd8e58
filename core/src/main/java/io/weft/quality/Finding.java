package io.weft.quality;

import java.util.List;

/**
 * What one check found in one publication. Never holds a value of a row: PII and secrets stay in the data.
 *
 * @param check the check's kind, for example {@code not_null}
 * @param fields the fields it looked at
 * @param severity what failing does
 * @param passed true if the rule holds
 * @param violations how many rows break it; 1 for a failed check of the publication as a whole
 * @param firstRows numbers of the first offending rows, counted from 1 in the order written, at most 10
 * @param message one sentence for people, without values of rows
 */
public record Finding(
        String check,
        List<String> fields,
        Severity severity,
        boolean passed,
        long violations,
        List<Long> firstRows,
        String message) {
    /** Copies the lists. */
    public Finding {
        fields = List.copyOf(fields);
        firstRows = List.copyOf(firstRows);
    }

    /**
     * Tells whether this finding stops the publication.
     *
     * @return true if the check failed at {@link Severity#ERROR}
     */
    public boolean blocks() {
        return !passed && severity == Severity.ERROR;
    }
}
