package io.weft.testkit.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import io.weft.backup.BackupReport;
import io.weft.backup.RecoveryPoint;
import io.weft.backup.Vault;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.snapshot.DataFile;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.storage.MemoryStorage;
import io.weft.testkit.backup.History.Step;
import io.weft.testkit.storage.CountingStorage;
import io.weft.testkit.storage.ForwardingStorage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens beside a backup, and what one costs. */
class BackupTest {
    /** Something happens when the first data file is opened. */
    private static final class Interrupted extends ForwardingStorage {
        private final AtomicReference<Runnable> event;

        Interrupted(Storage storage, AtomicReference<Runnable> event) {
            super(storage);
            this.event = event;
        }

        @Override
        public StorageInput open(Location object) {
            if (object.path().contains("/data/")) {
                event.getAndSet(BackupTest::nothing).run();
            }
            return super.open(object);
        }
    }

    private static void nothing() {}

    @Test
    void versionsThatExpireMeanwhileAreLeftOut() {
        AtomicReference<Runnable> event = new AtomicReference<>(BackupTest::nothing);
        History history = new History(storage -> new Interrupted(storage, event), storage -> storage);
        history.take(Step.APPEND, 3);
        history.take(Step.REPLACE, 4);
        history.take(Step.REPLACE, 2);
        event.set(() -> {
            history.product().maintenance().expire(Retention.ofVersions(1));
            history.product().maintenance().cleanUp(new Grace(Duration.ZERO, Duration.ZERO));
        });
        RecoveryPoint point = history.backups.backUp(history.product()).point();

        assertThat(point.oldest()).isEqualTo(3);
        history.take(Step.BACK_UP, 0);
        history.assertRestores(point, point.version());
    }

    /** As a role that may neither replace nor delete. */
    private static final class CreateOnly extends ForwardingStorage {
        CreateOnly(Storage storage) {
            super(storage);
        }

        @Override
        public StorageOutput create(Location object, Precondition precondition) {
            if (precondition == Precondition.NONE) {
                throw new StorageException(Kind.ACCESS_DENIED, object + " may not be replaced", null);
            }
            return super.create(object, precondition);
        }

        @Override
        public void delete(Location object) {
            throw new StorageException(Kind.ACCESS_DENIED, object + " may not be deleted", null);
        }
    }

    @Test
    void whoMayOnlyCreateInTheVaultMayBackUp() {
        History history = new History(storage -> storage, CreateOnly::new);
        for (int i = 0; i < 3; i++) {
            history.take(Step.APPEND, 3);
            history.take(Step.BACK_UP, 0);
        }
        List<RecoveryPoint> points = history.backups.points(history.product());
        assertThat(points).hasSize(3);
        history.assertRestores(points.get(2), 2);
        assertThat(history.backups.checkContents(points.get(0).uuid()).damages())
                .isEmpty();
    }

    @Test
    void aDamagedFileEndsABackupAndIsNamed() {
        History history = new History();
        history.take(Step.APPEND, 3);
        DataFile file = history.product().snapshot().orElseThrow().files().get(0);
        history.home.delete(file.location());

        assertThatThrownBy(() -> history.backups.backUp(history.product()))
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-BACKUP-004: " + file.location()
                        + " does not have the hash that its publication recorded, or is missing");
        assertThat(history.backups.points(history.product())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory://mesh/orders", "memory://mesh/orders/backups", "memory://mesh/"})
    void aVaultAndAProductDoNotLieInEachOther(String vault) {
        History history = new History();
        history.take(Step.APPEND, 3);

        assertThatThrownBy(() -> history.platform
                        .backups(new Vault(history.vault, Location.of(vault)))
                        .backUp(history.product()))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-BACKUP-010: The vault " + vault + " and the product at " + History.HOME
                        + " lie in each other, so what destroys one destroys both. Nothing was backed up. Put the vault into another"
                        + " bucket, account or region");
    }

    /** One per cent more: at most 1.05 times that is moved, all objects of the vault included. */
    @Test
    void anIncrementalBackupMovesLittleMoreThanWhatIsNew() {
        History history = new History();
        history.publish(1_000_000);
        history.take(Step.BACK_UP, 0);
        long before = size(history.vault);
        history.publish(10_000);
        BackupReport report = history.backups.backUp(history.product());

        long fresh = report.movedBytes();
        assertThat(fresh).isGreaterThan(70_000);
        assertThat((double) (size(history.vault) - before) / fresh).isLessThanOrEqualTo(1.05);
    }

    /** However long the history is. */
    @Test
    void anIncrementalBackupMakesAsManyRequestsHoweverManyVersionsThereAre() {
        long few = requestsAfter(5);
        long many = requestsAfter(60);
        assertThat(many).isEqualTo(few);
    }

    private static long requestsAfter(int versions) {
        AtomicReference<CountingStorage> counting = new AtomicReference<>();
        History history = new History(storage -> storage, storage -> {
            counting.set(CountingStorage.of(storage));
            return counting.get();
        });
        for (int version = 0; version < versions; version++) {
            history.take(Step.APPEND, 1);
        }
        history.take(Step.BACK_UP, 0);
        history.take(Step.APPEND, 1);
        counting.get().reset();
        history.take(Step.BACK_UP, 0);
        return counting.get().requests();
    }

    private static long size(MemoryStorage storage) {
        long size = 0;
        for (ObjectInfo object : storage.list(History.VAULT, "")) {
            size += object.size();
        }
        return size;
    }

    /** Nobody else's points are read for it. */
    @Test
    void pointsOfOneProductAreItsOwn() {
        History history = new History();
        assertThat(history.backups.points(history.product())).isEmpty();
        history.take(Step.APPEND, 1);
        history.take(Step.BACK_UP, 0);
        List<RecoveryPoint> points = history.backups.points(history.product());
        assertThat(points).hasSize(1);
        assertThat(history.backups.points()).isEqualTo(points);
        assertThat(points.get(0).product()).isEqualTo("sales/orders@1");
        assertThat(points.get(0).committed())
                .isEqualTo(history.product().snapshot().orElseThrow().publishedAt());
    }
}
