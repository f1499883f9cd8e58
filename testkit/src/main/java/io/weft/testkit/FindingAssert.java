package io.weft.testkit;

import io.weft.quality.Finding;
import io.weft.quality.Severity;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what one check found; made by {@link PublishReportAssert#hasFailedCheck}. Not thread-safe. */
public final class FindingAssert extends AbstractAssert<FindingAssert, Finding> {
    private final PublishReportAssert report;

    FindingAssert(Finding actual, PublishReportAssert report) {
        super(actual, FindingAssert.class);
        this.report = report;
    }

    /**
     * Exactly these rows broke the rule; of more than ten, the first ten.
     *
     * @param rows their numbers, from 1 in the order written
     * @return this
     */
    public FindingAssert inRows(long... rows) {
        List<Long> wanted = Arrays.stream(rows).boxed().toList();
        if (!actual.firstRows().equals(wanted)) {
            throw expected("to fail in rows " + wanted + ", not " + actual.firstRows());
        }
        return this;
    }

    /**
     * So many rows broke the rule.
     *
     * @param count how many
     * @return this
     */
    public FindingAssert withViolations(long count) {
        if (actual.violations() != count) {
            throw expected("to have " + count + " violations, not " + actual.violations());
        }
        return this;
    }

    /**
     * Failing only warned and did not stop the publication.
     *
     * @return this
     */
    public FindingAssert asWarning() {
        if (actual.severity() != Severity.WARN) {
            throw expected("to be a warning");
        }
        return this;
    }

    /**
     * Goes back to the report.
     *
     * @return assertions about the report
     */
    public PublishReportAssert and() {
        return report;
    }

    private AssertionError expected(String what) {
        return failure(
                "%s", "Expected the check " + actual.check() + actual.fields() + " " + what + ": " + actual.message());
    }
}
