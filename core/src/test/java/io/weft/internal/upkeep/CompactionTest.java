package io.weft.internal.upkeep;

import static io.weft.internal.upkeep.Shop.PATHS;
import static io.weft.internal.upkeep.Shop.ids;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.PublishConflictException;
import io.weft.PublishMode;
import io.weft.PublishOutcomeUnknownException;
import io.weft.WeftException;
import io.weft.contract.ViewKind;
import io.weft.internal.log.Operation;
import io.weft.maintenance.CompactionReport;
import io.weft.maintenance.Grace;
import io.weft.snapshot.DataFile;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Compaction exchanges files and never rows. */
class CompactionTest {
    private final Shop shop = new Shop();

    @Test
    void severalSmallFilesBecomeOneWithTheSameRows() {
        shop.append("mon", 1, 2);
        shop.append("tue", 3);
        shop.append("mon", 4);
        assertThat(shop.maintenance().compact()).isEqualTo(new CompactionReport(4, 3, 1, 4));
        assertThat(shop.newest().operation()).isEqualTo(Operation.COMPACT);
        assertThat(shop.newest().effect().names()).hasSize(3);
        assertThat(ids(shop.other().snapshot().orElseThrow())).containsExactly(1, 2, 3, 4);
        assertThat(shop.other().snapshot().orElseThrow().files()).hasSize(1);
        assertThat(ids(shop.other().at(2)))
                .as("versions before it keep their files")
                .containsExactly(1, 2, 3);
        assertThat(shop.maintenance().examine().symptoms()).isEmpty();
    }

    @Test
    void whatIsCompactIsLeftAlone() {
        shop.append("mon", 1);
        assertThat(shop.maintenance().compact()).isEqualTo(new CompactionReport(1, 0, 0, 0));
        assertThat(shop.log().head()).isEqualTo(1);
    }

    @Test
    void whereNothingIsPublishedNothingIsDone() {
        assertThat(shop.maintenance().compact()).isEqualTo(new CompactionReport(0, 0, 0, 0));
        assertThat(shop.everything()).isEmpty();
    }

    @Test
    void eachPartitionIsCompactedByItself() {
        Shop byDay = new Shop(ViewKind.DIRECTORY, "day");
        byDay.append("mon", 1);
        byDay.append("tue", 2);
        byDay.append("mon", 3);
        byDay.append("wed", 4);
        byDay.append("wed", 5);
        assertThat(byDay.maintenance().compact()).isEqualTo(new CompactionReport(6, 4, 2, 4));
        assertThat(byDay.other().snapshot().orElseThrow().files())
                .extracting(DataFile::partition)
                .extracting(partition -> partition.get("day"))
                .containsExactlyInAnyOrder("tue", "mon", "wed");
        assertThat(ids(byDay.other().snapshot().orElseThrow())).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void anAppendMeanwhileIsNotInTheWay() {
        shop.append("mon", 1);
        shop.append("mon", 2);
        shop.storage.beforeNextSlot(() -> Shop.publish(shop.other(), PublishMode.APPEND, "tue", 3));
        assertThat(shop.maintenance().compact()).isEqualTo(new CompactionReport(4, 2, 1, 2));
        assertThat(ids(shop.other().snapshot().orElseThrow())).containsExactly(1, 2, 3);
    }

    @Test
    void aReplaceMeanwhileWins() {
        shop.append("mon", 1);
        shop.append("mon", 2);
        shop.storage.beforeNextSlot(() -> Shop.publish(shop.other(), PublishMode.REPLACE, "tue", 3));
        assertThatThrownBy(() -> shop.maintenance().compact())
                .isInstanceOf(PublishConflictException.class)
                .hasMessageEndingWith(
                        "Version 3 of sales/orders@1 got in the way of a compaction: it took away files that"
                                + " were being compacted, or a clean-up took the compaction for dead. Nothing was changed. Compact"
                                + " again");
        assertNothingIsLeft();
        assertThat(ids(shop.other().snapshot().orElseThrow())).containsExactly(3);
    }

    @Test
    void anotherCompactionMeanwhileWins() {
        shop.append("mon", 1);
        shop.append("mon", 2);
        shop.storage.beforeNextSlot(() ->
                assertThat(shop.other().maintenance().compact().filesAfter()).isEqualTo(1));
        assertThatThrownBy(() -> shop.maintenance().compact()).isInstanceOf(PublishConflictException.class);
        assertNothingIsLeft();
        assertThat(ids(shop.other().snapshot().orElseThrow())).containsExactly(1, 2);
    }

    @Test
    void aCompactionThatWasTakenForDeadStaysOut() {
        shop.append("mon", 1);
        shop.append("mon", 2);
        shop.storage.beforeNextSlot(() -> assertThat(shop.other()
                        .maintenance()
                        .cleanUp(new Grace(Duration.ZERO, Duration.ZERO))
                        .orphanedFiles())
                .isEqualTo(1));
        assertThatThrownBy(() -> shop.maintenance().compact()).isInstanceOf(PublishConflictException.class);
        assertThat(ids(shop.other().snapshot().orElseThrow())).containsExactly(1, 2);
    }

    /** What it copies becomes the truth, so it must not copy what nobody published. */
    @Test
    void aDamagedFileIsNotCopied() {
        shop.append("mon", 1);
        Location file = shop.onlyFile(shop.other().at(1));
        shop.append("mon", 2);
        byte[] intact = shop.bytes(file);
        for (int at = 4; at < intact.length; at += 7) {
            byte[] damaged = intact.clone();
            damaged[at] ^= 4;
            shop.put(file, damaged);
            try {
                assertThat(shop.maintenance().compact().rows()).isEqualTo(2);
                assertThat(ids(shop.other().snapshot().orElseThrow())).containsExactly(1, 2);
                return;
            } catch (WeftException e) {
                assertThat(e).hasMessageStartingWith("WEFT-FILE-001: " + file + " is damaged: ");
                assertNothingIsLeft();
            }
        }
    }

    @Test
    void aFooterOfAnotherFileIsNotCopied() {
        shop.append("mon", 1);
        shop.append("mon", 2);
        Location first = shop.onlyFile(shop.other().at(1));
        Location second = shop.other().at(2).files().get(1).location();
        assertThat(shop.bytes(first)).hasSameSizeAs(shop.bytes(second));
        shop.put(first, shop.bytes(second));
        assertThatThrownBy(() -> shop.maintenance().compact())
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-FILE-001: " + first
                        + " is damaged: its footer is not the one that was published. The file's bytes are not those that"
                        + " were written: restore it from a backup or publish its rows again.");
        assertThat(shop.log().head()).isEqualTo(2);
        assertNothingIsLeft();
    }

    @Test
    void anAnswerThatNeverComesIsSaidAndLeavesTheFilesForALateCommit() {
        shop.append("mon", 1);
        shop.append("mon", 2);
        shop.storage.refuse(object -> object.parent().name().equals("log"), Kind.OUTCOME_UNKNOWN);
        assertThatThrownBy(() -> shop.maintenance().compact()).isInstanceOf(PublishOutcomeUnknownException.class);
        assertThat(shop.objects(PATHS.data())).hasSize(3);
    }

    private void assertNothingIsLeft() {
        Set<Location> files = shop.objects(PATHS.data());
        shop.log().versions().stream()
                .flatMap(version -> shop.log().entry(version.number()).files().stream())
                .forEach(file -> files.remove(Shop.ROOT.resolve(file.path())));
        assertThat(files).isEmpty();
    }
}
