package io.weft.internal.upkeep;

import static io.weft.internal.upkeep.Shop.PATHS;
import static io.weft.internal.upkeep.Shop.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import io.weft.internal.log.ProductLog;
import io.weft.maintenance.RepairReport;
import io.weft.maintenance.Retention;
import io.weft.spi.storage.Location;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Everything that follows from the log is made again as it was, and nothing else. */
class RepairTest {
    private static final Location HINT = ROOT.resolve("_weft/hint");
    private static final String SUMMARIES = "Checkpoints and the hint were written again from 101 log entries";

    private final Shop shop = new Shop();

    @Test
    void whatSumsUpTheLogIsWrittenAgainByteForByte() {
        publish(101);
        Map<Location, String> intact = summaries();
        assertThat(intact).hasSizeGreaterThan(3);
        for (Location object : intact.keySet()) {
            damage(object);
            assertRepaired(101, SUMMARIES);
            assertThat(summaries()).as("after %s was damaged", object).isEqualTo(intact);
            shop.memory.delete(object);
            assertRepaired(101, SUMMARIES);
            assertThat(summaries()).as("after %s was deleted", object).isEqualTo(intact);
        }
    }

    @Test
    void aDamagedHintOfALogWithoutCheckpointsIsTakenAway() {
        publish(3);
        shop.put(HINT, new byte[] {1});
        assertThatThrownBy(() -> shop.other().snapshot()).hasMessageStartingWith("WEFT-LOG-012: ");
        assertRepaired(3, "A damaged hint was deleted");
        assertThat(shop.isThere(HINT)).isFalse();
        assertThat(shop.other().snapshot().orElseThrow().version()).isEqualTo(3);
    }

    @Test
    void aHintThatKnowsOfMoreThanThereIsIsTakenAway() {
        publish(101);
        byte[] hint = shop.bytes(HINT);
        Shop shorter = new Shop();
        shorter.append("mon", 1);
        shorter.put(HINT, hint);
        assertThatThrownBy(() -> shorter.other().snapshot()).hasMessageStartingWith("WEFT-LOG-002: ");
        assertThat(shorter.maintenance().repair().done())
                .containsExactly("A damaged hint was deleted", "The view was made to show version 1");
    }

    @Test
    void aCheckpointThatCannotBeOfThisLogIsTakenAway() {
        publish(101);
        Map<Location, String> intact = summaries();
        Shop other = new Shop();
        publish(other, 101);
        Location foreign = other.objects(PATHS.checkpoints()).iterator().next();
        shop.put(foreign, other.bytes(foreign));
        Location later = PATHS.checkpoints().resolve("0".repeat(17) + "200-" + "a".repeat(64));
        shop.put(later, new byte[] {1});
        assertRepaired(101, SUMMARIES, "2 checkpoints that say something else than the log were deleted");
        assertThat(summaries()).isEqualTo(intact);
    }

    /** No retained version needs it, so it is not written again; but nobody should stumble over it either. */
    @Test
    void aDamagedCheckpointThatNobodyNeedsIsTakenAway() {
        publish(201);
        shop.maintenance().expire(Retention.ofVersions(1));
        Location first = shop.objects(PATHS.checkpoints()).iterator().next();
        damage(first);
        assertRepaired(
                202,
                "Checkpoints and the hint were written again from 202 log entries",
                "1 checkpoints that say something else than the log were deleted");
        assertThat(shop.isThere(first)).isFalse();
        shop.goOn(Duration.ofDays(1));
        assertThat(shop.maintenance().cleanUp().expiredFiles()).isZero();
    }

    @Test
    void contentsThatThisProcessHasAreWrittenAgain() {
        publish(2);
        Location schema = ROOT.resolve("_weft/schema").resolve(shop.newest().schema());
        Location contract = ROOT.resolve("_weft/contract").resolve(shop.newest().contract());
        byte[] intact = shop.bytes(contract);
        shop.memory.delete(schema);
        damage(contract);
        assertRepaired(
                2,
                "The schema " + schema.name() + " was written again",
                "The contract " + contract.name() + " was written again");
        assertThat(shop.bytes(contract)).isEqualTo(intact);
    }

    @Test
    void theViewIsMadeAgain() {
        publish(2);
        shop.memory.delete(ROOT.resolve("part-00000.parquet"));
        shop.memory.delete(ROOT.resolve("_SUCCESS"));
        assertRepaired(2);
    }

    @Test
    void whatIsInOrderStaysAsItIs() {
        publish(101);
        Map<Location, String> before = contents();
        assertRepaired(101, SUMMARIES);
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void whatOnlyABackupCanBringBackIsStillSaid() {
        publish(2);
        Location file = shop.other().snapshot().orElseThrow().files().get(0).location();
        shop.memory.delete(file);
        RepairReport report = shop.maintenance().repair();
        assertThat(report.after().symptoms())
                .singleElement()
                .satisfies(symptom -> assertThat(symptom.code()).isEqualTo("WEFT-DOCTOR-003"));
    }

    @Test
    void aDamagedLogIsNotTouched() {
        publish(2);
        damage(PATHS.slot(2));
        Map<Location, String> before = contents();
        assertThatThrownBy(() -> shop.maintenance().repair())
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-LOG-001: Log entry " + PATHS.slot(2) + " is damaged");
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void whereNothingIsPublishedNothingIsDone() {
        assertThat(shop.maintenance().repair().done()).isEmpty();
        assertThat(shop.everything()).isEmpty();
    }

    private void assertRepaired(long head, String... done) {
        RepairReport report = shop.maintenance().repair();
        List<String> all = new ArrayList<>(List.of(done));
        all.add("The view was made to show version " + head);
        assertThat(report.done()).containsExactlyElementsOf(all);
        assertThat(report.after().symptoms().stream().filter(s -> !s.code().equals("WEFT-DOCTOR-006")))
                .isEmpty();
    }

    private void publish(int versions) {
        publish(shop, versions);
    }

    private static void publish(Shop at, int versions) {
        at.append("mon", 1);
        for (int version = 2; version < versions; version++) {
            assertThat(at.product.rollbackTo(1).version()).isEqualTo(version);
        }
        at.append("tue", 2);
        assertThat(at.log().summary().newest().isPresent()).isEqualTo(versions > ProductLog.CHECKPOINT_INTERVAL);
    }

    private Map<Location, String> summaries() {
        Map<Location, String> summaries = contents();
        summaries
                .keySet()
                .removeIf(object -> !object.equals(HINT)
                        && !object.parent().equals(PATHS.checkpoints())
                        && !object.parent().equals(PATHS.chunks()));
        return summaries;
    }

    /** Without the cursor of the view, which says when somebody last looked after it. */
    private Map<Location, String> contents() {
        Map<Location, String> contents = new TreeMap<>((a, b) -> a.toString().compareTo(b.toString()));
        shop.objects(ROOT).stream()
                .filter(object -> !object.parent().equals(PATHS.view()))
                .forEach(object -> contents.put(object, new String(shop.bytes(object), StandardCharsets.ISO_8859_1)));
        return contents;
    }

    private void damage(Location object) {
        byte[] bytes = shop.bytes(object);
        bytes[bytes.length / 2] ^= 1;
        shop.put(object, bytes);
    }
}
