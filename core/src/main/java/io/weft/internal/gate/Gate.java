package io.weft.internal.gate;

import io.weft.quality.Check;
import io.weft.quality.Finding;
import io.weft.schema.Schema;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates the checks of one publication while its rows stream by. Beside the declared checks every field that the
 * schema requires gets a check of its own, {@code required}, which cannot be softened: a null there cannot be encoded.
 *
 * <p>Uniqueness keeps 12 to 48 bytes a row, everything else a constant amount. Not thread-safe; one per publication.
 */
public final class Gate {
    private final List<RowRule> required;
    private final List<Rule> declared;
    private long rows;

    private Gate(List<RowRule> required, List<Rule> declared) {
        this.required = required;
        this.declared = declared;
    }

    /**
     * Prepares the checks for rows of a schema.
     *
     * @param schema the shape of the rows
     * @param checks the declared checks
     * @param clock what freshness is measured by, read in {@link #findings()}
     * @return a gate that has seen no row
     * @throws io.weft.WeftException {@code WEFT-CHECK-001} with every fault, if a check does not fit the schema
     */
    public static Gate of(Schema schema, List<Check> checks, InstantSource clock) {
        RuleFactory rules = new RuleFactory(schema, clock);
        List<Rule> declared = rules.declared(checks);
        return new Gate(rules.required(), declared);
    }

    /**
     * Looks at one row.
     *
     * @param rowNumber its number in the publication, from 1
     * @param row its values as {@link io.weft.internal.format.FileEncoder} describes them; a required field may be null
     * @return false if a required field is null, so that the row cannot be encoded; what the declared checks say does
     *     not matter here
     * @throws io.weft.WeftException {@code WEFT-CHECK-002} or {@code -003} if a check cannot be evaluated
     */
    public boolean accept(long rowNumber, @Nullable Object[] row) {
        rows++;
        boolean complete = true;
        for (RowRule rule : required) {
            complete &= rule.check(rowNumber, row);
        }
        for (Rule rule : declared) {
            rule.accept(rowNumber, row);
        }
        return complete;
    }

    /**
     * What was found in the rows so far.
     *
     * @return one finding a check, passed or not: first {@code required} in the order of the fields, then the declared
     *     checks in theirs
     */
    public List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        required.forEach(rule -> findings.add(rule.finding(rows)));
        declared.forEach(rule -> findings.add(rule.finding(rows)));
        return findings;
    }
}
