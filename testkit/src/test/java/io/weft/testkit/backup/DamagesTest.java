package io.weft.testkit.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weft.WeftException;
import io.weft.backup.RecoveryPoint;
import io.weft.backup.VaultCheck;
import io.weft.backup.VaultCheck.Damage;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.testkit.backup.History.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each object of a vault is damaged by itself: the check names it, and no restore is ever wrong. */
class DamagesTest {
    private static final int MAX_BYTES = 1 << 20;

    /** What happens to an object. */
    enum Mishap {
        REMOVED,
        FLIPPED,
        CUT,
        EMPTIED
    }

    private final History history = new History();
    private final Random random = new Random(5);

    @ParameterizedTest
    @EnumSource
    void everyDamageIsFoundAndNamedAndNeverRestored(Mishap mishap) {
        for (int step = 0; step < 3; step++) {
            history.take(Step.APPEND, 4);
            history.take(Step.CHANGE_THE_SCHEMA, 0);
            history.take(Step.REPLACE, 3);
            history.take(Step.ROLL_BACK, 1);
            history.take(Step.BACK_UP, 0);
        }
        List<RecoveryPoint> points = history.backups.points(history.product());
        List<ObjectInfo> objects = new ArrayList<>();
        history.vault.list(History.VAULT, "").forEach(objects::add);
        assertThat(objects).hasSizeGreaterThan(20);
        for (ObjectInfo object : objects) {
            byte[] good = history.vault.read(object.location(), MAX_BYTES);
            befall(mishap, object.location(), good);

            VaultCheck check = history.backups.checkContents(points.get(0).uuid());
            assertThat(check.damages())
                    .as(mishap + " " + object.location())
                    .extracting(Damage::object)
                    .contains(object.location());
            assertRestoresRightOrNot(
                    points.get(2), mishap + "/" + object.location().name());

            history.vault.put(object.location(), good, Precondition.NONE);
        }
        assertThat(history.backups.checkContents(points.get(0).uuid()).damages())
                .isEmpty();
    }

    @Test
    void aDamagedPointStopsNeitherTheOthersNorTheNextBackup() {
        for (int i = 0; i < 3; i++) {
            history.take(Step.APPEND, 4);
            history.take(Step.BACK_UP, 0);
        }
        List<RecoveryPoint> points = history.backups.points(history.product());
        for (RecoveryPoint damaged : points.subList(1, 3)) {
            Location object =
                    History.VAULT.resolve(damaged.uuid() + "/points/" + "0".repeat(19) + damaged.version() + ".json");
            befall(Mishap.FLIPPED, object, history.vault.read(object, MAX_BYTES));
        }

        assertThat(history.backups.points()).containsExactly(points.get(0));
        history.take(Step.APPEND, 4);
        RecoveryPoint next = history.backups.backUp(history.product()).point();
        assertThat(next.previous()).isEqualTo(1);
        history.assertRestores(next, next.version());
    }

    @Test
    void afterADamagedEntryTheRestIsLookedAtAllTheSame() {
        for (int i = 0; i < 3; i++) {
            history.take(Step.APPEND, 4);
            history.take(Step.BACK_UP, 0);
        }
        RecoveryPoint point = history.backups.points(history.product()).get(0);
        Location slot = History.VAULT.resolve(point.uuid() + "/log/" + "0".repeat(19) + "2.json");
        Location file = dataFile();
        befall(Mishap.FLIPPED, slot, history.vault.read(slot, MAX_BYTES));
        Location later = History.VAULT.resolve(point.uuid() + "/log/" + "0".repeat(19) + "3.json");
        befall(Mishap.REMOVED, later, new byte[1]);
        befall(Mishap.REMOVED, file, new byte[1]);

        assertThat(history.backups.check(point.uuid()).damages())
                .extracting(Damage::object)
                .contains(slot, later);
    }

    @Test
    void withoutReadingContentsAFlippedBitOfADataFileIsNotSeen() {
        history.take(Step.APPEND, 4);
        history.take(Step.BACK_UP, 0);
        RecoveryPoint point = history.backups.points(history.product()).get(0);
        Location file = dataFile();
        befall(Mishap.FLIPPED, file, history.vault.read(file, MAX_BYTES));

        assertThat(history.backups.check(point.uuid()).damages()).isEmpty();
        assertThat(history.backups.checkContents(point.uuid()).damages())
                .containsExactly(new Damage(
                        file,
                        "WEFT-BACKUP-003: " + file
                                + " is not as it was written to the vault, so it is not used. Restore from a copy of the vault, or bring back"
                                + " an older version of this object"));
    }

    private Location dataFile() {
        ObjectInfo largest = null;
        for (ObjectInfo object : history.vault.list(History.VAULT, "")) {
            boolean isContent = object.location().path().contains("/objects/");
            if (isContent && (largest == null || object.size() > largest.size())) {
                largest = object;
            }
        }
        return largest.location();
    }

    private void befall(Mishap mishap, Location object, byte[] good) {
        byte[] bad = good.clone();
        switch (mishap) {
            case REMOVED -> {
                history.vault.delete(object);
                return;
            }
            case FLIPPED -> bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            case CUT -> bad = Arrays.copyOf(good, random.nextInt(1, good.length));
            case EMPTIED -> bad = new byte[0];
        }
        history.vault.put(object, bad, Precondition.NONE);
    }

    private void assertRestoresRightOrNot(RecoveryPoint point, String name) {
        Location elsewhere = Location.of("memory://elsewhere/" + name);
        WeftException refused = catchThrowableOfType(
                WeftException.class, () -> history.backups.restore(point, point.version(), elsewhere));
        if (refused == null) {
            assertThat(History.rows(history.platform
                            .product(history.contract(elsewhere))
                            .snapshot()
                            .orElseThrow()))
                    .isEqualTo(History.rows(history.product().snapshot().orElseThrow()));
        } else {
            assertThat(DeathsTest.showsNothing(history.platform.product(history.contract(elsewhere))))
                    .isTrue();
        }
    }
}
