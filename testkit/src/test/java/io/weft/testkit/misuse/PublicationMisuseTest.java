package io.weft.testkit.misuse;

import static io.weft.testkit.WeftAssertions.assertThat;
import static io.weft.testkit.misuse.Shop.SALE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.Publication;
import io.weft.PublishConflictException;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.event.WeftEvent.PublicationAbandoned;
import io.weft.quality.Checks;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.testkit.TestMesh;
import io.weft.testkit.WeftExtension;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Publishing in the wrong order, the wrong way or to the wrong place. */
@ExtendWith(WeftExtension.class)
class PublicationMisuseTest {
    @RegisterExtension
    static final Sayings SAID = Sayings.of(PublicationMisuseTest.class);

    private DataProduct sales;

    @BeforeEach
    void open(TestMesh mesh) {
        sales = Shop.open(mesh);
    }

    /** After these the product is what it was. */
    @Nested
    class ThatPublishesNothing {
        @AfterEach
        void isUnharmed(TestMesh mesh) {
            Shop.isUnharmed(mesh, sales);
        }

        @Test
        void goesOnAfterAnError() {
            try (Publication publication = sales.publication().open()) {
                publication.write(SALE);
                assertThatThrownBy(() -> publication.write("text"))
                        .isInstanceOf(WeftException.class)
                        .hasMessageStartingWith("WEFT-ROW-001: row 2 is a java.lang.String");
                SAID.to("write after an error", () -> publication.write(SALE));
                SAID.to("commit after an error", publication::commit);
            }
        }

        @Test
        void goesOnAfterClose() {
            Publication publication = sales.publication().open();
            publication.write(SALE);
            publication.close();
            publication.close();
            SAID.to("write after close", () -> publication.write(SALE));
            SAID.to("commit after close", publication::commit);
        }

        @Test
        void blankKey() {
            SAID.to(
                    "a blank idempotency key",
                    () -> sales.publication().idempotencyKey(" ").publish(List.of(SALE)));
        }

        @Test
        void partitionsWithoutPartitionBy() {
            SAID.to(
                    "partitions replaced without partition_by",
                    () -> sales.publication()
                            .mode(PublishMode.REPLACE_PARTITIONS)
                            .publish(List.of(SALE)));
        }

        @Test
        void changedPartitions(TestMesh mesh) {
            DataProduct partitioned = mesh.product(
                    Shop.contract("{location: sales/}", "{location: sales/, partition_by: [till], mode: append}"));
            SAID.to("other partitions than those published", () -> partitioned.publish(List.of(SALE)));
        }

        @Test
        void checkOfAnUnknownField() {
            SAID.to(
                    "a check of an unknown field",
                    () -> sales.publication().check(Checks.notNull("tile")).publish(List.of(SALE)));
            SAID.to(
                    "a check of a field of the wrong type",
                    () -> sales.publication()
                            .check(Checks.inRange("till", 1, 2))
                            .publish(List.of(SALE)));
        }

        @Test
        void locationOfAnotherProduct(TestMesh mesh) {
            DataProduct other = mesh.product(Shop.contract("name: Sales", "name: Returns"));
            SAID.to("a location of another product", () -> other.publish(List.of(SALE)));
            DataProduct next = mesh.product(Shop.contract("version: 1.0.0", "version: 2.0.0"));
            SAID.to("a location of another major version", () -> next.publish(List.of(SALE)));
        }

        @Test
        void schemaThatBreaksReaders(TestMesh mesh) {
            DataProduct changed = mesh.product(Shop.contract("{name: till, type: string", "{name: till, type: int"));
            SAID.to("a schema that breaks readers", () -> changed.publish(List.of(SALE)));
        }

        @Test
        void platformClosedMeanwhile(TestMesh mesh) {
            // The test's own platform stays open to look at what is left; another one on the same storage is closed.
            Platform platform = Platform.builder()
                    .storage(new Unclosed(mesh.storage()))
                    .root(Location.of("memory://mesh"))
                    .build();
            DataProduct same = platform.product(Shop.contract());
            Publication publication = same.publication().open();
            publication.write(SALE);
            platform.close();
            SAID.to("write on a closed platform", () -> publication.write(SALE));
            SAID.to("commit on a closed platform", publication::commit);
            SAID.to("publish on a closed platform", () -> same.publish(List.of(SALE)));
            SAID.to("a product of a closed platform", () -> platform.product(Shop.contract()));
            SAID.to("rollback on a closed platform", () -> same.rollbackTo(1));
            publication.close();
        }
    }

    @Test
    void commitTwice() {
        try (Publication publication = sales.publication().open()) {
            publication.write(SALE);
            assertThat(publication.commit()).isVisibleAs(2);
            SAID.to("commit twice", publication::commit);
            SAID.to("write after commit", () -> publication.write(SALE));
        }
        assertThat(sales).hasVersion(2).containsOnlyRows(SALE);
    }

    @Test
    void replaceTwiceAtOnce(TestMesh mesh) {
        try (Publication first = sales.publication().open();
                Publication second = sales.publication().open()) {
            first.write(SALE);
            second.write(SALE);
            assertThat(first.commit()).isVisibleAs(2);
            SAID.to("two at once replace", second::commit);
        }
        assertThat(sales).hasVersion(2).hasRows(1);
        assertThat(mesh.events())
                .last()
                .isInstanceOfSatisfying(
                        PublicationAbandoned.class,
                        event -> assertThat(event.code()).isEqualTo("WEFT-PUBLISH-002"));
    }

    @Test
    void replaceOverConcurrentOnPurpose() {
        try (Publication first = sales.publication().open();
                Publication second = sales.publication().overConcurrent().open()) {
            first.write(SALE);
            second.write(SALE);
            first.commit();
            assertThat(second.commit()).isVisibleAs(3);
        }
        assertThat(sales).hasVersion(3).hasRows(1);
    }

    @Test
    void appendTwiceAtOnce() {
        try (Publication first = sales.publication().mode(PublishMode.APPEND).open();
                Publication second =
                        sales.publication().mode(PublishMode.APPEND).open()) {
            first.write(SALE);
            second.write(SALE);
            assertThat(first.commit()).isVisibleAs(2);
            assertThat(second.commit()).isVisibleAs(3);
        }
        assertThat(sales).hasVersion(3).hasRows(3);
    }

    @Test
    void conflictsAreTheirOwnType() {
        try (Publication late = sales.publication().open()) {
            sales.publish(List.of(SALE));
            assertThatThrownBy(late::commit)
                    .isInstanceOfSatisfying(
                            PublishConflictException.class,
                            e -> assertThat(e.version()).isEqualTo(2))
                    .hasMessageStartingWith("WEFT-PUBLISH-002: ");
        }
    }

    @Test
    void pipelineNotAllowed(TestMesh mesh) {
        DataProduct other = mesh.product(Shop.contract(
                "output: {location: sales/}", "output: {location: other/}\nquality_checks: {pipeline: checks.py}"));
        SAID.to("a pipeline that nobody allowed", () -> other.publish(List.of(SALE)));
        assertThat(other).hasNoSnapshot();
    }

    @Test
    void unknownFormat(TestMesh mesh) {
        DataProduct other = mesh.product(Shop.contract("{location: sales/}", "{location: other/, format: iceberg}"));
        SAID.to("a format that needs an extension", () -> other.publish(List.of(SALE)));
        assertThat(other).hasNoSnapshot();
    }

    @Test
    void filesOfOthers(TestMesh mesh) {
        Location foreign = Location.of("memory://mesh/other/old.parquet");
        mesh.storage().put(foreign, new byte[1], Precondition.ABSENT);
        DataProduct other = mesh.product(Shop.contract("{location: sales/}", "{location: other/}"));
        SAID.to("a location with files of others", () -> other.publish(List.of(SALE)));
        assertThat(other).hasNoSnapshot();
        assertThat(mesh.storage().stat(foreign)).isPresent();
    }
}
