package io.weft.testkit;

import io.weft.PublishReport;
import java.util.List;
import org.assertj.core.api.AbstractAssert;

/** Assertions about what a publication did; made by {@link WeftAssertions}. Not thread-safe. */
public final class PublishReportAssert extends AbstractAssert<PublishReportAssert, PublishReport> {
    PublishReportAssert(PublishReport actual) {
        super(actual, PublishReportAssert.class);
    }

    /**
     * The publication became a version.
     *
     * @param version its number
     * @return this
     */
    public PublishReportAssert isVisibleAs(long version) {
        isNotNull();
        if (!actual.accepted() || actual.snapshot().version() != version) {
            throw expected("to be visible as version " + version);
        }
        return this;
    }

    /**
     * The checks stopped the publication.
     *
     * @return this
     */
    public PublishReportAssert isRejected() {
        isNotNull();
        if (actual.accepted()) {
            throw expected("to be rejected");
        }
        return this;
    }

    /**
     * An earlier publication with the same idempotency key answered for this one.
     *
     * @return this
     */
    public PublishReportAssert isRepeated() {
        isNotNull();
        if (!actual.repeated()) {
            throw expected("to repeat an earlier publication");
        }
        return this;
    }

    /**
     * The publication was offered this many rows.
     *
     * @param count how many
     * @return this
     */
    public PublishReportAssert hasRows(long count) {
        isNotNull();
        if (actual.rowCount() != count) {
            throw expected("to have " + count + " rows, not " + actual.rowCount());
        }
        return this;
    }

    /**
     * Every check passed, also those that only warn.
     *
     * @return this
     */
    public PublishReportAssert hasNoFailedChecks() {
        isNotNull();
        if (actual.findings().stream().anyMatch(finding -> !finding.passed())) {
            throw expected("to have no failed checks");
        }
        return this;
    }

    /**
     * A check failed, as an error or a warning.
     *
     * @param check its kind, for example {@code not_null}
     * @param fields the fields it looks at, all of them and in order
     * @return assertions about the finding
     */
    public FindingAssert hasFailedCheck(String check, String... fields) {
        isNotNull();
        List<String> looked = List.of(fields);
        return actual.findings().stream()
                .filter(finding -> !finding.passed())
                .filter(finding ->
                        finding.check().equals(check) && finding.fields().equals(looked))
                .findFirst()
                .map(finding -> new FindingAssert(finding, this))
                .orElseThrow(() -> expected("to have a failed check " + check + looked + ". " + failed()));
    }

    /**
     * Everything that follows a publication followed, for example the catalog.
     *
     * @return this
     */
    public PublishReportAssert hasNoWarnings() {
        isNotNull();
        if (!actual.warnings().isEmpty()) {
            throw expected("to have no warnings");
        }
        return this;
    }

    private String failed() {
        List<String> failed = actual.findings().stream()
                .filter(finding -> !finding.passed())
                .map(finding -> finding.check() + finding.fields())
                .toList();
        return failed.isEmpty() ? "None failed" : "Failed: " + String.join(", ", failed);
    }

    private AssertionError expected(String what) {
        return failure("%s", "Expected the publication " + what + ":\n" + actual);
    }
}
