package io.weft.internal.gate;

import io.weft.quality.Finding;
import io.weft.quality.Severity;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts the rows that break a condition and notes the first of them. Not thread-safe. */
final class RowRule implements Rule {
    private static final int FIRST_ROWS = 10;

    private final String kind;
    private final List<String> fields;
    private final Severity severity;
    private final String statement;
    private final RowCondition condition;
    private final List<Long> firstRows = new ArrayList<>();
    private long violations;

    /** @param statement the rule in words, for example {@code 'origin' must not be null} */
    RowRule(String kind, List<String> fields, Severity severity, String statement, RowCondition condition) {
        this.kind = kind;
        this.fields = fields;
        this.severity = severity;
        this.statement = statement;
        this.condition = condition;
    }

    @Override
    public void accept(long rowNumber, @Nullable Object[] row) {
        check(rowNumber, row);
    }

    /** {@return whether the row passed} */
    boolean check(long rowNumber, @Nullable Object[] row) {
        boolean holds = condition.holds(rowNumber, row);
        if (!holds) {
            violations++;
            if (firstRows.size() < FIRST_ROWS) {
                firstRows.add(rowNumber);
            }
        }
        return holds;
    }

    @Override
    public Finding finding(long rows) {
        return new Finding(kind, fields, severity, violations == 0, violations, firstRows, describe(rows));
    }

    private String describe(long rows) {
        if (violations == 0) {
            return String.format(Locale.ROOT, "%s: all %,d rows pass", statement, rows);
        }
        return String.format(
                Locale.ROOT,
                "%s: %,d of %,d rows do not pass, the first is row %d",
                statement,
                violations,
                rows,
                firstRows.get(0));
    }
}
