package io.weft.internal.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ViewKind;
import io.weft.internal.log.LogPaths;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.storage.MemoryStorage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * When a view is brought up to date by its added files alone, and when after a look at everything. A file of the view that
 * was deleted by hand tells: only a look at everything brings it back.
 */
class AddedFilesTest {
    private static final Location ROOT = Location.of("memory://mesh/orders");
    private static final LogPaths PATHS = new LogPaths(ROOT);
    private static final String FIRST = "part-00000.parquet";

    private final MemoryStorage storage = MemoryStorage.create();
    private DataProduct product;
    private Location lost;

    @BeforeEach
    void loseAFile() {
        product = open(ViewKind.DIRECTORY);
        append(1);
        append(2);
        append(3);
        lost = ROOT.resolve(
                shown().stream().filter(name -> !name.equals(FIRST)).findFirst().orElseThrow());
        storage.delete(lost);
    }

    @Test
    void addedFilesAreShownWithoutALookAtTheOthers() {
        append(4);
        append(5);
        assertThat(isLookedAt()).isFalse();
        assertThat(shown()).hasSize(4).contains(FIRST);
    }

    @Test
    void whoIsAskedToDoItAgainLooksAtEverything() {
        append(4);
        assertThat(product.maintenance().repair().toString()).isNotEmpty();
        assertThat(isLookedAt()).isTrue();
    }

    @Test
    void aViewWithoutItsFirstFileIsLookedAt() {
        storage.delete(ROOT.resolve(FIRST));
        append(4);
        assertThat(isLookedAt()).isTrue();
        assertThat(shown()).hasSize(4).contains(FIRST);
    }

    @Test
    void aViewAtWhichSomebodyElseIsAtWorkIsLookedAt() {
        storage.put(PATHS.view().resolve("by-somebody"), new byte[0], Precondition.NONE);
        append(4);
        assertThat(isLookedAt()).isTrue();
    }

    /** No version; the one before the first; one that is not there yet. */
    @ParameterizedTest
    @ValueSource(strings = {"", "at-00000000000000000000", "at-00000000000000000099"})
    void aViewOfAnUnknownVersionIsLookedAt(String note) {
        storage.list(PATHS.view(), "").forEach(object -> storage.delete(object.location()));
        if (!note.isEmpty()) {
            storage.put(PATHS.view().resolve(note), new byte[0], Precondition.NONE);
        }
        append(4);
        assertThat(isLookedAt()).isTrue();
    }

    @Test
    void aReplacementIsALookAtEverything() {
        product.publication().mode(PublishMode.REPLACE).publish(rows(4));
        assertThat(shown()).containsExactly(FIRST);
        append(5);
        assertThat(shown()).hasSize(2);
    }

    @Test
    void aRollbackIsALookAtEverything() {
        append(4);
        assertThat(product.rollbackTo(3).version()).isEqualTo(5);
        assertThat(isLookedAt()).isTrue();
        assertThat(shown()).hasSize(3);
    }

    @Test
    void versionsWithoutAViewAreCaughtUpWithByALookAtEverything() {
        DataProduct without = open(ViewKind.NONE);
        without.publish(rows(4));
        assertThat(shown()).as("of no view").isEmpty();
        append(5);
        assertThat(isLookedAt()).isTrue();
        assertThat(shown()).hasSize(5);
    }

    @Test
    void aPinIsNoReasonToLook() {
        assertThat(product.snapshot().orElseThrow().pin(Duration.ofHours(1))).isNotNull();
        append(4);
        assertThat(isLookedAt()).isFalse();
        assertThat(shown()).hasSize(3);
    }

    private boolean isLookedAt() {
        return storage.stat(lost).isPresent();
    }

    private DataProduct open(ViewKind view) {
        return Platform.builder()
                .storage(storage)
                .build()
                .product(Contract.builder("sales", "orders", "1.0.0")
                        .owner("orders@example.com")
                        .schema(new Schema("Order", List.of(Field.required("id", Primitive.INT))))
                        .output(OutputPort.builder(ROOT.toString())
                                .mode(PublishMode.APPEND)
                                .view(view)
                                .build())
                        .build());
    }

    private void append(int id) {
        assertThat(product.publish(rows(id)).warnings()).isEmpty();
    }

    private static List<Map<String, Object>> rows(int id) {
        return List.of(Map.of("id", id));
    }

    /** The Parquet files beside Weft's own folder. */
    private List<String> shown() {
        return StreamSupport.stream(storage.list(ROOT, "").spliterator(), false)
                .map(object -> object.location().relativeTo(ROOT))
                .filter(name -> !name.startsWith("_") && name.endsWith(".parquet"))
                .toList();
    }
}
