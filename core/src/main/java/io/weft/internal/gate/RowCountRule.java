package io.weft.internal.gate;

import io.weft.quality.Check;
import io.weft.quality.Finding;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code row_count}: judged once, at the end. Stateless. */
final class RowCountRule implements Rule {
    private final Check.RowCount check;

    RowCountRule(Check.RowCount check) {
        this.check = check;
    }

    @Override
    public void accept(long rowNumber, @Nullable Object[] row) {}

    @Override
    public Finding finding(long rows) {
        boolean passed = (check.min() == null || rows >= check.min()) && (check.max() == null || rows <= check.max());
        String message = "the number of rows must be " + Words.bounds(check.min(), check.max()) + ": it is " + rows;
        return new Finding(check.kind(), check.fields(), check.severity(), passed, passed ? 0 : 1, List.of(), message);
    }
}
