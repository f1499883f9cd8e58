package io.weft.testkit;

import static io.weft.testkit.WeftAssertions.assertThat;
import static io.weft.testkit.WeftAssertions.assertThatRefused;
import static io.weft.testkit.WeftAssertions.assertThatRejected;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.PublishReport;
import io.weft.contract.ContractReader;
import io.weft.quality.Checks;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each assertion once satisfied and once not, with the words that a team will read. */
@ExtendWith(WeftExtension.class)
class WeftAssertionsTest {
    record Parcel(String id, int grams) {}

    private static final Parcel LIGHT = new Parcel("a", 5);
    private static final Parcel HEAVY = new Parcel("b", 9_000);

    private DataProduct parcels;

    @BeforeEach
    void open(TestMesh mesh) {
        parcels = mesh.product(Contracts.of(
                "Post",
                "Parcels",
                Parcel.class,
                "parcels/",
                Checks.inRange("grams", 1, 10_000),
                Checks.unique("id").warn()));
    }

    @Test
    void reportThatIsVisible() {
        PublishReport report = parcels.publish(List.of(LIGHT, HEAVY));
        assertThat(report).isVisibleAs(1).hasRows(2).hasNoFailedChecks().hasNoWarnings();

        fails(
                () -> assertThat(report).isVisibleAs(2),
                "Expected the publication to be visible as version 2:\n"
                        + "PUBLISHED Post/Parcels@1 version 1: 2 rows");
        fails(() -> assertThat(report).isRejected(), "Expected the publication to be rejected:\nPUBLISHED ");
        fails(() -> assertThat(report).isRepeated(), "Expected the publication to repeat an earlier publication:\n");
        fails(() -> assertThat(report).hasRows(3), "Expected the publication to have 3 rows, not 2:\nPUBLISHED ");
        fails(
                () -> assertThat(report).hasFailedCheck("unique", "id"),
                "Expected the publication to have a failed check unique[id]. None failed:\nPUBLISHED ");
    }

    @Test
    void reportThatRepeats() {
        parcels.publication().idempotencyKey("k").publish(List.of(LIGHT));
        assertThat(parcels.publication().idempotencyKey("k").publish(List.of(LIGHT)))
                .isRepeated();
    }

    @Test
    void reportWithFailedChecks() {
        PublishReport report = parcels.publish(List.of(LIGHT, LIGHT));
        assertThat(report)
                .hasFailedCheck("unique", "id")
                .inRows(2)
                .withViolations(1)
                .asWarning()
                .and()
                .isVisibleAs(1);

        fails(() -> assertThat(report).hasNoFailedChecks(), "Expected the publication to have no failed checks:\n");
        fails(
                () -> assertThat(report).hasFailedCheck("unique", "grams"),
                "to have a failed check unique[grams]. Failed: unique[id]:\n");
        fails(
                () -> assertThat(report).hasFailedCheck("unique", "id").inRows(1),
                "Expected the check unique[id] to fail in rows [1], not [2]: ");
        fails(
                () -> assertThat(report).hasFailedCheck("unique", "id").withViolations(2),
                "Expected the check unique[id] to have 2 violations, not 1: ");
    }

    @Test
    void rejection() {
        Parcel empty = new Parcel("c", 0);
        assertThatRejected(() -> parcels.publish(List.of(LIGHT, empty)))
                .isRejected()
                .hasFailedCheck("in_range", "grams")
                .inRows(2);
        assertThat(parcels).hasNoSnapshot();

        fails(
                () -> assertThatRejected(() -> parcels.publish(List.of(empty))).isVisibleAs(1),
                "Expected the publication to be visible as version 1:\nREJECTED Post/Parcels@1: 1 check failed on 1 row");
        fails(
                () -> assertThatRejected(() -> parcels.publish(List.of(empty)))
                        .hasFailedCheck("in_range", "grams")
                        .asWarning(),
                "Expected the check in_range[grams] to be a warning: ");
        fails(
                () -> assertThatRejected(() -> parcels.publish(List.of(LIGHT))),
                "Expected the checks to reject the publication, but nothing was thrown");
        fails(
                () -> assertThatRejected(() -> parcels.publish(List.of("text"))),
                "Expected the checks to reject the publication, but this was thrown: io.weft.WeftException: WEFT-ROW-001");
    }

    @Test
    void product() {
        fails(
                () -> assertThat(parcels).hasVersion(1),
                "Expected a snapshot of Post/Parcels@1 at memory://mesh/parcels, but nothing is published");

        parcels.publish(List.of(LIGHT, HEAVY));
        assertThat(parcels).hasVersion(1).hasRows(2).containsRows(HEAVY).containsOnlyRows(HEAVY, LIGHT);

        fails(
                () -> assertThat(parcels).hasNoSnapshot(),
                "Expected nothing of Post/Parcels@1 at memory://mesh/parcels to be published, but found version 1 of"
                        + " 2026-01-01T00:00:00Z");
        fails(() -> assertThat(parcels).hasVersion(7), "Expected version 7, but found version 1 of 2026-01-01");
        fails(() -> assertThat(parcels).hasRows(1), "Expected version 1 of 2026-01-01T00:00:00Z to have 1 rows, not 2");
        fails(() -> assertThat(parcels).containsOnlyRows(HEAVY), "[rows of version 1 of 2026-01-01T00:00:00Z]");
        fails(() -> assertThat(parcels).containsRows(new Parcel("x", 1)), "Parcel[id=x, grams=1]");
    }

    @Test
    void snapshot() {
        parcels.publish(List.of(LIGHT));
        parcels.publish(List.of(HEAVY));
        assertThat(parcels.at(1)).hasVersion(1).hasRows(1).containsOnlyRows(LIGHT);

        fails(() -> assertThat(parcels.at(1)).containsRows(HEAVY), "Parcel[id=b, grams=9000]");
    }

    @Test
    void contract() {
        assertThatRefused(() -> ContractReader.read("name: A\nnam: B")).hasProblem("WEFT-CONTRACT-006", "nam");

        fails(
                () -> assertThatRefused(() -> ContractReader.read("")).hasProblem("WEFT-CONTRACT-006", "nam"),
                "Expected the problem WEFT-CONTRACT-006 at 'nam':\nline 1, column 1: The file is empty.");
        fails(
                () -> assertThatRefused(() -> ContractReader.read("")).hasProblems(2),
                "Expected 2 problems, not 1:\nline 1");
        fails(() -> assertThatRefused(() -> {}), "Expected the contract to be refused, but nothing was thrown");
    }

    private static void fails(ThrowingCallable assertion, String words) {
        assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContaining(words);
    }
}
