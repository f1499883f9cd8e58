package io.weft.testkit.backup;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.WeftException;
import io.weft.backup.BackupReport;
import io.weft.backup.RecoveryPoint;
import io.weft.backup.Vault;
import io.weft.spi.storage.Location;
import io.weft.testkit.backup.History.Step;
import io.weft.testkit.backup.MortalStorage.Death;
import io.weft.testkit.backup.MortalStorage.Fate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process dies at each of its calls to a storage; the next one goes on. */
class DeathsTest {
    private static final int FAR_MORE_THAN_THERE_ARE = 2_000;

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBackupThatDiesLeavesEveryPointAndIsGoneOnWith(boolean after) {
        int deaths = 0;
        for (int call = 1; call < FAR_MORE_THAN_THERE_ARE; call++) {
            History history = lived();
            history.take(Step.BACK_UP, 0);
            history.take(Step.APPEND, 4);
            history.take(Step.REPLACE, 3);
            history.take(Step.APPEND, 2);
            Fate fate = new Fate(call, after);
            if (!dies(fate, () -> backUp(history, fate))) {
                break;
            }
            deaths++;
            List<RecoveryPoint> points = history.backups.points(history.product());
            points.forEach(point -> history.assertRestores(point, point.version()));
            BackupReport report = history.backups.backUp(history.product());
            assertThat(report.point().version())
                    .isEqualTo(history.product().snapshot().orElseThrow().version());
            history.assertRestores(report.point(), report.point().version() - 1);
            assertThat(history.backups.checkContents(report.point().uuid()).damages())
                    .isEmpty();
        }
        assertThat(deaths).isGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRestoreThatDiesShowsNothingOrAllAndIsMadeAgain(boolean after) {
        History history = lived();
        history.take(Step.EXPIRE, 1);
        history.take(Step.BACK_UP, 0);
        RecoveryPoint point = history.backups.points(history.product()).get(0);
        int deaths = 0;
        for (int call = 1; call < FAR_MORE_THAN_THERE_ARE; call++) {
            Location elsewhere = Location.of("memory://elsewhere/" + after + call);
            Fate fate = new Fate(call, after);
            if (!dies(fate, () -> restore(history, fate, point, elsewhere))) {
                break;
            }
            deaths++;
            DataProduct half = history.platform.product(history.contract(elsewhere));
            if (showsNothing(half)) {
                history.backups.restore(point, point.version(), elsewhere);
            }
            assertThat(History.rows(half.snapshot().orElseThrow()))
                    .isEqualTo(History.rows(history.product().snapshot().orElseThrow()));
        }
        assertThat(deaths).isGreaterThan(15);
    }

    /** What a restore left behind is not taken for another version. */
    @Test
    void afterARestoreThatDiedAnotherVersionIsRestoredRightOrNotAtAll() {
        History history = lived();
        history.take(Step.BACK_UP, 0);
        RecoveryPoint point = history.backups.points(history.product()).get(0);
        List<Map<String, Object>> first = History.rows(history.product().at(1));
        int refused = 0;
        for (int call = 1; call < FAR_MORE_THAN_THERE_ARE; call++) {
            Location elsewhere = Location.of("memory://elsewhere/other" + call);
            Fate fate = new Fate(call, true);
            if (!dies(fate, () -> restore(history, fate, point, elsewhere))) {
                break;
            }
            try {
                history.backups.restore(point, 1, elsewhere);
                DataProduct restored = history.platform.product(history.contract(elsewhere));
                assertThat(restored.snapshot().orElseThrow().version()).isEqualTo(1);
                assertThat(History.rows(restored.snapshot().orElseThrow())).isEqualTo(first);
            } catch (WeftException e) {
                assertThat(e.code()).as(e.getMessage()).isEqualTo("WEFT-BACKUP-007");
                refused++;
            }
        }
        assertThat(refused).isGreaterThan(3);
    }

    /** A location whose restore has not come to its end cannot be opened. */
    static boolean showsNothing(DataProduct product) {
        try {
            return product.snapshot().isEmpty();
        } catch (WeftException e) {
            assertThat(e.code()).as(e.getMessage()).isEqualTo("WEFT-LOG-004");
            return true;
        }
    }

    private static History lived() {
        History history = new History();
        history.take(Step.APPEND, 3);
        history.take(Step.CHANGE_THE_SCHEMA, 0);
        history.take(Step.APPEND, 4);
        history.take(Step.ROLL_BACK, 0);
        return history;
    }

    private static void backUp(History history, Fate fate) {
        Platform process = Platform.builder()
                .storage(new MortalStorage(history.home, fate))
                .build();
        process.backups(new Vault(new MortalStorage(history.vault, fate), History.VAULT))
                .backUp(process.product(history.contract(History.HOME)));
    }

    private static void restore(History history, Fate fate, RecoveryPoint point, Location elsewhere) {
        Platform process = Platform.builder()
                .storage(new MortalStorage(history.home, fate))
                .build();
        process.backups(new Vault(new MortalStorage(history.vault, fate), History.VAULT))
                .restore(point, point.version(), elsewhere);
    }

    /** Whether the process got as far as its death. */
    private static boolean dies(Fate fate, Runnable process) {
        try {
            process.run();
            return fate.isDead();
        } catch (Death death) {
            return true;
        }
    }
}
