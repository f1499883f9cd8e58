package io.weft.testkit;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.DataProduct;
import io.weft.PublicationRejectedException;
import io.weft.PublishReport;
import io.weft.contract.ContractException;
import io.weft.snapshot.Snapshot;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * AssertJ assertions about data products. Its {@code assertThat} goes together with AssertJ's own in one file, both
 * imported statically. Stateless.
 */
@CheckReturnValue
public final class WeftAssertions {
    private WeftAssertions() {}

    /**
     * Begins assertions about a report.
     *
     * @param actual the report
     * @return assertions
     */
    public static PublishReportAssert assertThat(PublishReport actual) {
        return new PublishReportAssert(actual);
    }

    /**
     * Begins assertions about a snapshot.
     *
     * @param actual the snapshot
     * @return assertions
     */
    public static SnapshotAssert assertThat(Snapshot actual) {
        return new SnapshotAssert(actual);
    }

    /**
     * Begins assertions about a product's newest snapshot.
     *
     * @param actual the product
     * @return assertions
     */
    public static DataProductAssert assertThat(DataProduct actual) {
        return new DataProductAssert(actual);
    }

    /**
     * Asserts that checks stop a publication.
     *
     * @param publishing what publishes
     * @return assertions about the report of the rejection
     */
    public static PublishReportAssert assertThatRejected(ThrowingCallable publishing) {
        Throwable thrown = Assertions.catchThrowable(publishing);
        if (thrown instanceof PublicationRejectedException rejection) {
            return new PublishReportAssert(rejection.report());
        }
        throw otherwise("the checks to reject the publication", thrown);
    }

    /**
     * Asserts that a contract is refused.
     *
     * @param reading what reads the contract or opens its product
     * @return assertions about the contract's problems
     */
    public static ProblemsAssert assertThatRefused(ThrowingCallable reading) {
        Throwable thrown = Assertions.catchThrowable(reading);
        if (thrown instanceof ContractException refusal) {
            return new ProblemsAssert(refusal.problems());
        }
        throw otherwise("the contract to be refused", thrown);
    }

    private static AssertionError otherwise(String expected, Throwable thrown) {
        return thrown == null
                ? new AssertionError("Expected " + expected + ", but nothing was thrown")
                : new AssertionError("Expected " + expected + ", but this was thrown: " + thrown, thrown);
    }
}
