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
import io.weft.internal.upkeep.Needed.Fate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Which files a clean-up must leave: those that some retained or pinned version shows. */
class NeededTest {
    private final Shop shop = new Shop();
    private final ProductLog log = shop.log(shop.memory);

    @Test
    void whatTheOldestRetainedVersionShowsIsNeededHoweverOldItIs() {
        commit(Effect.of(Operation.APPEND), "a");
        commit(Effect.of(Operation.APPEND), "b");
        commit(Effect.of(Operation.REPLACE), "c");
        commit(Effect.of(Operation.REPLACE), "d");
        assertFates(2, "a", Fate.NEEDED, "b", Fate.NEEDED, "c", Fate.NEEDED, "d", Fate.NEEDED);
        assertFates(3, "a", Fate.EXPIRED, "b", Fate.EXPIRED, "c", Fate.NEEDED, "d", Fate.NEEDED);
        assertFates(4, "a", Fate.EXPIRED, "b", Fate.EXPIRED, "c", Fate.EXPIRED, "d", Fate.NEEDED);
    }

    @Test
    void whatTheNewestVersionShowsIsNeededHoweverOldItIs() {
        commit(Effect.of(Operation.APPEND), "a");
        commit(Effect.of(Operation.REPLACE), "b");
        commit(Effect.rollbackTo(1));
        commit(Effect.of(Operation.APPEND), "c");
        assertFates(4, "a", Fate.NEEDED, "b", Fate.EXPIRED, "c", Fate.NEEDED);
    }

    @Test
    void whatARetainedRollbackShowsIsNeeded() {
        commit(Effect.of(Operation.APPEND), "a");
        commit(Effect.of(Operation.REPLACE), "b");
        commit(Effect.rollbackTo(1));
        commit(Effect.of(Operation.REPLACE), "c");
        assertFates(2, "a", Fate.NEEDED, "b", Fate.NEEDED, "c", Fate.NEEDED);
        assertFates(4, "a", Fate.EXPIRED, "b", Fate.EXPIRED, "c", Fate.NEEDED);
    }

    @Test
    void whatAPinnedVersionShowsIsNeeded() {
        commit(Effect.of(Operation.APPEND), "a");
        commit(Effect.of(Operation.REPLACE), "b");
        commit(Effect.of(Operation.REPLACE), "c");
        assertThat(new Needed(log, 3, List.of(1L)).of(path("a"))).isEqualTo(Fate.NEEDED);
        assertThat(new Needed(log, 3, List.of(1L)).of(path("b"))).isEqualTo(Fate.EXPIRED);
        assertThat(new Needed(log, 3, List.of(2L, 3L)).of(path("b"))).isEqualTo(Fate.NEEDED);
    }

    /** Anybody may put an object among the pins. */
    @Test
    void pinsOfVersionsThatAreNotThereKeepNothing() {
        commit(Effect.of(Operation.APPEND), "a");
        commit(Effect.of(Operation.REPLACE), "b");
        assertThat(new Needed(log, 2, List.of(0L, 3L, Long.MAX_VALUE)).all()).containsOnlyKeys(path("b"));
    }

    @Test
    void whatCameAndWentInBetweenIsNeededToo() {
        commit(Effect.of(Operation.APPEND), "a");
        commit(Effect.of(Operation.APPEND), "b");
        commit(Effect.of(Operation.REPLACE), "c");
        commit(Effect.abort("x"));
        assertThat(new Needed(log, 1, Set.of()).all()).containsOnlyKeys(path("a"), path("b"), path("c"));
        assertThat(new Needed(log, 3, Set.of()).all()).containsOnlyKeys(path("c"));
    }

    @Test
    void whatNoEntryNamesIsUncommittedAlsoIfItsTransactionIsThere() {
        commit(Effect.of(Operation.APPEND), "a");
        Needed needed = new Needed(log, 1, Set.of());
        assertThat(needed.of(LogPaths.dataFile("a", "second", 0))).isEqualTo(Fate.UNCOMMITTED);
        assertThat(needed.of(LogPaths.dataFile("a", "first", 1))).isEqualTo(Fate.UNCOMMITTED);
        assertThat(needed.of(LogPaths.dataFile("unknown", "first", 0))).isEqualTo(Fate.UNCOMMITTED);
    }

    @Test
    void whatHasNoNameOfADataFileIsForeign() {
        commit(Effect.of(Operation.APPEND), "a");
        assertThat(new Needed(log, 1, Set.of()).of("_weft/data/readme.txt")).isEqualTo(Fate.FOREIGN);
    }

    private void assertFates(long floor, Object... filesAndFates) {
        Needed needed = new Needed(log, floor, Set.of());
        for (int i = 0; i < filesAndFates.length; i += 2) {
            assertThat(needed.of(path((String) filesAndFates[i])))
                    .as("%s if %d is the oldest", filesAndFates[i], floor)
                    .isEqualTo(filesAndFates[i + 1]);
        }
    }

    private static String path(String txn) {
        return LogPaths.dataFile(txn, "first", 0);
    }

    private void commit(Effect effect, String txn) {
        commit(effect, txn, List.of(new FileEntry(path(txn), 10, 1, "0".repeat(64), Map.of(), null)));
    }

    private void commit(Effect effect) {
        commit(effect, effect.operation() + "-" + log.head(), List.of());
    }

    private void commit(Effect effect, String txn, List<FileEntry> files) {
        Proposal proposal = new Proposal(
                txn, log.head(), effect, true, "s", "", "1.0.0", ViewKind.NONE, files, List.of(), Duration.ZERO);
        assertThat(log.commit(proposal, UnaryOperator.identity())).isInstanceOf(CommitResult.Committed.class);
    }
}
