package io.weft.internal.upkeep;

import static io.weft.internal.upkeep.Shop.PATHS;
import static io.weft.internal.upkeep.Shop.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.weft.contract.ViewKind;
import io.weft.internal.log.ProductLog;
import io.weft.maintenance.Diagnosis;
import io.weft.maintenance.Retention;
import io.weft.maintenance.Symptom;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectLifecycle;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Every symptom brought about, and what is said of it. */
class DoctorTest {
    private static final String BACKUP = "Restore it from a backup or an older object version";
    private static final String REPAIR = "Call product.maintenance().repair()";

    private final Shop shop = new Shop();

    @Test
    void ofAHealthyProductThereIsNothingToSay() {
        shop.append("mon", 1);
        shop.append("mon", 2);
        long bytes =
                shop.bytes(shop.other().snapshot().orElseThrow().files().get(0).location()).length * 2L;
        Diagnosis diagnosis = shop.maintenance().examine();
        assertThat(diagnosis).isEqualTo(new Diagnosis(2, 2, bytes, false, List.of()));
        assertThat(diagnosis.healthy()).isTrue();
        assertThat(diagnosis)
                .hasToString("2 versions, 2 data files needed, " + bytes + " bytes by their sizes; nothing is wrong");
        assertThat(shop.maintenance().examineContents())
                .hasToString("2 versions, 2 data files needed, " + bytes + " bytes, all read; nothing is wrong");
    }

    @Test
    void ofNothingThereIsNothingToSay() {
        assertThat(shop.maintenance().examine()).isEqualTo(new Diagnosis(0, 0, 0, false, List.of()));
    }

    @Test
    void aLookChangesNothing() {
        publishWithCheckpoint();
        shop.leaveBehind("abc", 0);
        List<?> before = shop.everything();
        assertThat(shop.maintenance().examineContents().symptoms()).hasSize(1);
        assertThat(shop.everything()).isEqualTo(before);
    }

    @Test
    void aCheckpointThatSaysSomethingElse() {
        publishWithCheckpoint();
        Shop other = new Shop();
        publishWithCheckpoint(other);
        Location foreign = checkpoint(other);
        shop.put(foreign, other.bytes(foreign));
        assertSymptom(
                Symptom.Severity.WARNING, "WEFT-DOCTOR-001", foreign, "it does not say what the log says", REPAIR);
    }

    @Test
    void aCheckpointOfAVersionThatIsNotThere() {
        publishWithCheckpoint();
        Location later = PATHS.checkpoints().resolve("0".repeat(17) + "200-" + "a".repeat(64));
        shop.put(later, shop.bytes(checkpoint(shop)));
        assertSymptom(Symptom.Severity.WARNING, "WEFT-DOCTOR-001", later, "it does not say what the log says", REPAIR);
    }

    @Test
    void aMissingCheckpoint() {
        publishWithCheckpoint();
        shop.memory.delete(checkpoint(shop));
        assertSymptom(
                Symptom.Severity.WARNING,
                "WEFT-DOCTOR-002",
                PATHS.checkpoints(),
                "the checkpoint of version 100 is missing, so opening the product reads the whole log",
                REPAIR);
    }

    @Test
    void aMissingCheckpointBesideAnother() {
        publishWithCheckpoint();
        for (int version = 102; version <= 201; version++) {
            assertThat(shop.product.rollbackTo(1).version()).isEqualTo(version);
        }
        assertThat(shop.objects(PATHS.checkpoints())).hasSize(2);
        shop.memory.delete(List.copyOf(shop.objects(PATHS.checkpoints())).get(1));
        assertSymptom(
                Symptom.Severity.WARNING,
                "WEFT-DOCTOR-002",
                PATHS.checkpoints(),
                "the checkpoint of version 200 is missing, so opening the product reads the whole log",
                REPAIR);
    }

    @Test
    void aCheckpointOfTheNewestVersionIsInOrder() {
        shop.append("mon", 1);
        for (int version = 2; version <= 100; version++) {
            assertThat(shop.product.rollbackTo(1).version()).isEqualTo(version);
        }
        assertThat(shop.objects(PATHS.checkpoints())).hasSize(1);
        assertThat(shop.maintenance().examine().symptoms()).isEmpty();
        Location checkpoint = checkpoint(shop);
        byte[] intact = shop.bytes(checkpoint);
        damage(checkpoint);
        assertThat(shop.maintenance().repair().after().symptoms()).isEmpty();
        assertThat(shop.bytes(checkpoint)).isEqualTo(intact);
    }

    @Test
    void theWorstIsSaidFirst() {
        shop.append("mon", 1);
        shop.leaveBehind("abc", 0);
        shop.memory.delete(ROOT.resolve("_SUCCESS"));
        shop.storage.rule("cold", ROOT, ObjectLifecycle.Action.ARCHIVE, Duration.ofDays(90));
        shop.memory.delete(ROOT.resolve("_weft/schema").resolve(shop.newest().schema()));
        assertThat(shop.maintenance().examine().symptoms())
                .extracting(Symptom::code)
                .containsExactly("WEFT-LOG-008", "WEFT-DOCTOR-009", "WEFT-DOCTOR-007", "WEFT-DOCTOR-006");
    }

    @Test
    void aDamagedCheckpointManifestOrHint() {
        publishWithCheckpoint();
        Location checkpoint = checkpoint(shop);
        damage(checkpoint);
        assertSymptom(Symptom.Severity.WARNING, "WEFT-LOG-011", checkpoint, checkpoint + " is damaged: ", REPAIR);
        damage(checkpoint);
        Location chunk = shop.objects(PATHS.chunks()).iterator().next();
        damage(chunk);
        assertSymptom(Symptom.Severity.WARNING, "WEFT-LOG-011", checkpoint, chunk + " is damaged: ", REPAIR);
        damage(chunk);
        damage(ROOT.resolve("_weft/hint"));
        assertSymptom(
                Symptom.Severity.WARNING,
                "WEFT-LOG-012",
                PATHS.log(),
                ROOT.resolve("_weft/hint") + " is damaged: ",
                REPAIR);
    }

    @Test
    void aMissingManifest() {
        publishWithCheckpoint();
        Location chunk = shop.objects(PATHS.chunks()).iterator().next();
        shop.memory.delete(chunk);
        assertThat(shop.maintenance().examine().symptoms()).singleElement().satisfies(symptom -> {
            assertThat(symptom.object()).isEqualTo(checkpoint(shop).toString());
            assertThat(symptom.finding()).contains(chunk + " does not exist");
            assertThat(symptom.remedy()).isEqualTo(REPAIR);
        });
    }

    @Test
    void aLogThatIsShorterThanItWas() {
        publishWithCheckpoint();
        for (long version = 99; version <= 101; version++) {
            shop.memory.delete(PATHS.slot(version));
        }
        shop.memory.delete(checkpoint(shop));
        assertThat(shop.maintenance().examine().symptoms())
                .extracting(Symptom::code)
                .contains("WEFT-LOG-002");
    }

    @Test
    void aMissingDataFile() {
        Location file = shop.onlyFile(shop.append("mon", 1));
        shop.memory.delete(file);
        assertSymptom(
                Symptom.Severity.ERROR,
                "WEFT-DOCTOR-003",
                file,
                "a retained version needs it and it is missing",
                BACKUP);
        assertThat(shop.maintenance().examine().healthy()).isFalse();
    }

    @Test
    void aDataFileOfAnotherSize() {
        Location file = shop.onlyFile(shop.append("mon", 1));
        byte[] intact = shop.bytes(file);
        shop.put(file, Arrays.copyOf(intact, 10));
        assertSymptom(
                Symptom.Severity.ERROR,
                "WEFT-DOCTOR-004",
                file,
                "it has 10 bytes, and " + intact.length + " were published",
                BACKUP);
    }

    @Test
    void aDataFileWithOtherBytesIsFoundByReadingThem() {
        Location file = shop.onlyFile(shop.append("mon", 1));
        damage(file);
        assertThat(shop.maintenance().examine().symptoms()).isEmpty();
        assertThat(shop.maintenance().examineContents().symptoms())
                .containsExactly(new Symptom(
                        Symptom.Severity.ERROR,
                        "WEFT-DOCTOR-005",
                        file.toString(),
                        "its bytes are not those that were published",
                        BACKUP));
    }

    /** Files of versions between the oldest retained one and the newest count, expired ones do not. */
    @Test
    void filesThatNobodyNeeds() {
        Location expired = shop.onlyFile(shop.append("mon", 1));
        Location between = shop.onlyFile(shop.replace("mon", 2));
        shop.replace("mon", 3);
        shop.maintenance().expire(Retention.ofVersions(2));
        shop.leaveBehind("abc", 0);
        long bytes = shop.bytes(expired).length + 3L;
        assertSymptom(
                Symptom.Severity.NOTE,
                "WEFT-DOCTOR-006",
                PATHS.data(),
                "2 data files of " + bytes
                        + " bytes belong to no retained version: they expired, were left behind, or are being written",
                "product.maintenance().cleanUp() removes what is old enough");
        assertThat(shop.maintenance().examine().healthy()).isTrue();
        shop.memory.delete(expired);
        shop.memory.delete(between);
        assertThat(shop.maintenance().examine().symptoms())
                .extracting(Symptom::code)
                .containsExactly("WEFT-DOCTOR-003", "WEFT-DOCTOR-006");
    }

    @Test
    void whatAPinKeepsIsLookedAtButNotMissed() {
        Location expired = shop.onlyFile(shop.append("mon", 1));
        shop.replace("mon", 2);
        assertThat(shop.other().at(1).pin(Duration.ofDays(1)).version()).isEqualTo(1);
        shop.maintenance().expire(Retention.ofVersions(1));
        assertThat(shop.maintenance().examine().symptoms()).isEmpty();
        shop.memory.put(expired, new byte[] {1}, Precondition.NONE);
        assertThat(shop.maintenance().examine().symptoms())
                .extracting(Symptom::code)
                .containsExactly("WEFT-DOCTOR-004");
        // The reader may have died and its pin be over, and then a clean-up did this by right.
        shop.memory.delete(expired);
        assertThat(shop.maintenance().examine().symptoms()).isEmpty();
    }

    @Test
    void aDirectoryViewThatShowsSomethingElse() {
        shop.append("mon", 1);
        shop.memory.delete(ROOT.resolve("part-00000.parquet"));
        String file =
                shop.other().snapshot().orElseThrow().files().get(0).location().relativeTo(ROOT);
        assertSymptom(
                Symptom.Severity.WARNING,
                "WEFT-DOCTOR-007",
                ROOT,
                ROOT + "/part-00000.parquet does not show " + file,
                REPAIR);
        shop.maintenance().repair();
        shop.memory.delete(ROOT.resolve("_SUCCESS"));
        assertSymptom(Symptom.Severity.WARNING, "WEFT-DOCTOR-007", ROOT, ROOT + "/_SUCCESS is missing", REPAIR);
        shop.maintenance().repair();
        Location stray = ROOT.resolve("part-" + "a".repeat(32) + "-ab-0.parquet");
        shop.put(stray, new byte[0]);
        assertSymptom(
                Symptom.Severity.WARNING, "WEFT-DOCTOR-007", ROOT, stray + " is not of the newest version", REPAIR);
    }

    @Test
    void aManifestViewThatShowsSomethingElse() {
        Shop listed = new Shop(ViewKind.MANIFEST, "");
        listed.append("mon", 1);
        Location manifest = ROOT.resolve("_symlink_format_manifest/manifest");
        listed.put(manifest, new byte[0]);
        assertThat(listed.maintenance().examine().symptoms())
                .containsExactly(manifestSymptom(manifest + " does not list the files of the newest version"));
        listed.memory.delete(manifest);
        assertThat(listed.maintenance().examine().symptoms())
                .containsExactly(manifestSymptom(manifest + " is missing"));
    }

    @Test
    void clocksThatAreApart() {
        shop.publishers.goOn(Duration.ofMinutes(5));
        shop.append("mon", 1);
        assertThat(shop.maintenance().examine().symptoms()).isEmpty();
        shop.publishers.goOn(Duration.ofMinutes(2));
        shop.append("mon", 2);
        assertSymptom(
                Symptom.Severity.WARNING,
                "WEFT-DOCTOR-008",
                PATHS.slot(2),
                "its time and the store's are 7 minutes apart",
                "Set the clock of the machines that publish; at(instant) and retention by age go by their times. A"
                        + " location that was copied has the copy's times, which does no harm");
        shop.stores.goOn(Duration.ofMinutes(20));
        shop.append("mon", 3);
        assertThat(shop.maintenance().examine().symptoms())
                .singleElement()
                .extracting(Symptom::finding)
                .isEqualTo("its time and the store's are 12 minutes apart");
    }

    @Test
    void rulesOfTheStoreThatDelete() {
        shop.append("mon", 1);
        shop.storage.rule("sweep", PATHS.data(), ObjectLifecycle.Action.DELETE, Duration.ofDays(30));
        shop.storage.rule("cold", ROOT, ObjectLifecycle.Action.ARCHIVE, Duration.ofDays(90));
        String remedy = "Take the location out of the rule; maintenance().expire(...) and cleanUp() remove what is old";
        assertThat(shop.maintenance().examine().symptoms())
                .containsExactly(
                        new Symptom(
                                Symptom.Severity.ERROR,
                                "WEFT-DOCTOR-009",
                                PATHS.data().toString(),
                                "the store's rule 'sweep' deletes objects that are 30 days old, whether the product needs"
                                        + " them or not",
                                remedy),
                        new Symptom(
                                Symptom.Severity.WARNING,
                                "WEFT-DOCTOR-009",
                                ROOT.toString(),
                                "the store's rule 'cold' moves to a tier that cannot be read at once objects that are 90"
                                        + " days old, whether the product needs them or not",
                                remedy));
    }

    @ParameterizedTest
    @CsvSource({"ACCESS_DENIED, WEFT-STORAGE-003", "INVALID, WEFT-STORAGE-007"})
    void rulesOfTheStoreThatNobodyTells(Kind kind, String code) {
        shop.append("mon", 1);
        shop.storage.refuseRules(kind);
        assertSymptom(
                Symptom.Severity.NOTE,
                "WEFT-DOCTOR-012",
                ROOT,
                "it is not known whether the store deletes or archives by rules of its own: " + code + ": the rules of "
                        + ROOT + " are a secret of the test",
                "Examine with the right to read them, or ask whoever runs the store");
        assertThat(shop.maintenance().examine().healthy()).isTrue();
    }

    /** What may pass is no finding. */
    @ParameterizedTest
    @EnumSource(names = {"UNAVAILABLE", "FAILED", "CLOSED"})
    void otherFailuresToReadTheRulesFail(Kind kind) {
        shop.append("mon", 1);
        shop.storage.refuseRules(kind);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> shop.maintenance().examine())
                .withMessageContaining("are a secret of the test")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void aLogThatCannotBeFollowed() {
        shop.append("mon", 1);
        shop.append("mon", 2);
        damage(PATHS.slot(2));
        Diagnosis diagnosis = shop.maintenance().examine();
        assertThat(diagnosis.versions()).isEqualTo(1);
        assertThat(diagnosis.symptoms()).singleElement().satisfies(symptom -> {
            assertThat(symptom.severity()).isEqualTo(Symptom.Severity.ERROR);
            assertThat(symptom.code()).isEqualTo("WEFT-LOG-001");
            assertThat(symptom.object()).isEqualTo(PATHS.log().toString());
            assertThat(symptom.finding()).contains("Log entry " + PATHS.slot(2) + " is damaged");
            assertThat(symptom.remedy()).isEqualTo(BACKUP);
        });
    }

    @Test
    void contentsThatAreLost() {
        shop.append("mon", 1);
        Location schema = ROOT.resolve("_weft/schema").resolve(shop.newest().schema());
        Location contract = ROOT.resolve("_weft/contract").resolve(shop.newest().contract());
        shop.memory.delete(schema);
        damage(contract);
        assertThat(shop.maintenance().examine().symptoms())
                .extracting(Symptom::severity, Symptom::code, Symptom::finding, Symptom::remedy)
                .containsExactly(contentSymptom(schema), contentSymptom(contract));
    }

    private static Tuple contentSymptom(Location object) {
        return tuple(
                Symptom.Severity.ERROR,
                "WEFT-LOG-008",
                "WEFT-LOG-008: " + object
                        + " is missing or does not match the hash in its name. Restore it from a backup",
                REPAIR + "; if that cannot: " + BACKUP);
    }

    private static Symptom manifestSymptom(String finding) {
        return new Symptom(Symptom.Severity.WARNING, "WEFT-DOCTOR-007", ROOT.toString(), finding, REPAIR);
    }

    /** What the finding begins with, behind the code if it is a whole error. */
    private void assertSymptom(Symptom.Severity severity, String code, Location object, String finding, String remedy) {
        assertThat(shop.maintenance().examine().symptoms()).singleElement().satisfies(symptom -> {
            assertThat(symptom.severity()).isEqualTo(severity);
            assertThat(symptom.code()).isEqualTo(code);
            assertThat(symptom.object()).isEqualTo(object.toString());
            assertThat(symptom.finding()).contains(finding);
            assertThat(symptom.remedy()).isEqualTo(remedy);
        });
    }

    private void publishWithCheckpoint() {
        publishWithCheckpoint(shop);
    }

    private static void publishWithCheckpoint(Shop at) {
        at.append("mon", 1);
        for (int version = 2; version <= 100; version++) {
            assertThat(at.product.rollbackTo(1).version()).isEqualTo(version);
        }
        assertThat(at.append("mon", 2).version()).isEqualTo(ProductLog.CHECKPOINT_INTERVAL + 1);
    }

    private static Location checkpoint(Shop at) {
        return at.objects(PATHS.checkpoints()).iterator().next();
    }

    /** The second time it is mended. */
    private void damage(Location object) {
        byte[] bytes = shop.bytes(object);
        bytes[bytes.length / 2] ^= 1;
        shop.put(object, bytes);
    }
}
