package io.weft.internal.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.contract.ViewKind;
import io.weft.internal.log.CommitResult;
import io.weft.internal.log.Effect;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.Operation;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Proposal;
import io.weft.spi.storage.Location;
import io.weft.storage.MemoryStorage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * Threads of a process share a log, so another one may have read further between a decision and its commit. What came after
 * the decision must be looked at all the same.
 */
class LogWorkTest {
    private static final Location HERE = Location.of("memory://mesh/sales/orders");

    private final ProductLog log = new ProductLog(
            MemoryStorage.create(), HERE, "sales/orders@1", () -> Instant.parse("2026-03-01T10:00:00Z"), attempt -> {});

    @Test
    void anAbortSeesThatItsTransactionCameFirst() {
        append("a");
        append("b");
        assertThat(LogWork.commit(log, 1, Effect.abort("b"), "the abort")).isEmpty();
        assertThat(log.head()).isEqualTo(2);
        assertThat(new Settlement(log).run("b")).map(entry -> entry.version()).hasValue(2L);
    }

    @Test
    void aFenceSeesThatItsAttemptCameFirst() {
        append("a");
        append("b");
        assertThat(LogWork.commit(log, 1, Effect.fence(List.of("b/1")), "the fence"))
                .isEmpty();
        assertThat(log.head()).isEqualTo(2);
    }

    @Test
    void anExpirySeesThatAnotherCameFirst() {
        append("a");
        append("b");
        assertThat(LogWork.commit(log, 2, Effect.expireBefore(2), "the expiry")).isPresent();
        assertThat(LogWork.commit(log, 2, Effect.expireBefore(1), "the expiry")).isEmpty();
        assertThat(log.floor()).isEqualTo(2);
    }

    @Test
    void whatCameBeforeIsNotInTheWay() {
        append("a");
        append("b");
        assertThat(LogWork.commit(log, 1, Effect.fence(List.of("c/1")), "the fence"))
                .hasValueSatisfying(entry -> {
                    assertThat(entry.version()).isEqualTo(3);
                    assertThat(entry.operation()).isEqualTo(Operation.FENCE);
                });
    }

    /** Else readers without Weft would get the view of a contract that is no longer the newest. */
    @Test
    void ofViewAndSchemaItSaysWhatTheNewestEntrySays() {
        append("a");
        append("b", "a wider schema", ViewKind.MANIFEST);
        assertThat(LogWork.commit(log, 1, Effect.fence(List.of("c/1")), "the fence"))
                .hasValueSatisfying(entry -> {
                    assertThat(entry.version()).isEqualTo(3);
                    assertThat(entry.view()).isEqualTo(ViewKind.MANIFEST);
                    assertThat(entry.schema()).isEqualTo("a wider schema");
                });
    }

    private void append(String txn) {
        append(txn, "schema", ViewKind.NONE);
    }

    private void append(String txn, String schema, ViewKind view) {
        long base = log.refresh();
        CommitResult result = log.commit(
                new Proposal(
                        txn,
                        base,
                        Effect.of(Operation.APPEND),
                        false,
                        schema,
                        "",
                        "1.0.0",
                        view,
                        List.of(new FileEntry(LogPaths.dataFile(txn, "1", 0), 10, 1, "0".repeat(64), Map.of(), null)),
                        List.of(),
                        Duration.ZERO),
                UnaryOperator.identity());
        assertThat(result).isInstanceOf(CommitResult.Committed.class);
    }
}
