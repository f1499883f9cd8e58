package io.weft.internal.log;

import static io.weft.internal.log.Commits.PATHS;
import static io.weft.internal.log.Commits.append;
import static io.weft.internal.log.Commits.commit;
import static io.weft.internal.log.Commits.log;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.WeftException;
import io.weft.internal.json.Json;
import io.weft.internal.json.SealedJson;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody other than Weft may do to a log, and what its readers say then. */
class LogDamageTest {
    private final MemoryStorage storage = MemoryStorage.create();

    @BeforeEach
    void publishThreeVersions() {
        ProductLog log = log(storage);
        for (long version = 0; version < 3; version++) {
            assertThat(commit(log, append("t" + version, version))).isInstanceOf(CommitResult.Committed.class);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{}", "null", "{\"version\":2}", "\u0000\u0001"})
    void whatIsNoEntryIsDamaged(String text) {
        overwrite(PATHS.slot(2), text);
        assertThatThrownBy(() -> log(storage).refresh())
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-LOG-001: Log entry memory://mesh/sales/orders/_weft/log/00000000000000000002.json is"
                        + " damaged: it is not a log entry. Nothing was changed."
                        + " Restore this object from a backup or an older object version; later versions cannot be read"
                        + " without it");
    }

    @Test
    void anOperationOfANewerVersionIsNotGuessedAt() {
        exchange(PATHS.slot(3), "APPEND", "EXPLODE");
        assertThatThrownBy(() -> log(storage).refresh()).hasMessageStartingWith("WEFT-LOG-001: ");
    }

    @Test
    void anEntryOfANewerFormatIsNotTakenForDamage() {
        exchange(PATHS.slot(3), "\"format\":1", "\"format\":3");
        assertThatThrownBy(() -> log(storage).refresh())
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-LOG-005: memory://mesh/sales/orders/_weft/log/00000000000000000003.json says that the"
                        + " location needs log format 3, which this version of Weft does not know. Use the version of"
                        + " Weft that wrote it, or a newer one");
    }

    @Test
    void aLostFormatFileDoesNotMakeAProductLookNew() {
        storage.delete(PATHS.format());
        assertThatThrownBy(() -> log(storage).refresh())
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-LOG-004: memory://mesh/sales/orders/_weft/format.json is missing although the location"
                                + " has a log. Nothing was changed. Restore it from a backup or an older object version");
        assertThatThrownBy(() -> commit(log(storage), append("t", 3))).hasMessageStartingWith("WEFT-LOG-004: ");
    }

    /** Also of the newest entry, which no later one vouches for. */
    @Test
    void everyFlippedBitIsFound() {
        for (Location object : List.of(PATHS.slot(1), PATHS.slot(3), PATHS.format())) {
            byte[] intact = storage.read(object, 1 << 20);
            String code = object.equals(PATHS.format()) ? "WEFT-LOG-004: " : "WEFT-LOG-001: ";
            for (int bit = 0; bit < intact.length * 8; bit++) {
                byte[] damaged = intact.clone();
                damaged[bit / 8] ^= (byte) (1 << bit % 8);
                storage.put(object, damaged, Precondition.NONE);
                assertThatThrownBy(() -> log(storage).refresh())
                        .as("bit %d of %s", bit, object)
                        .hasMessageStartingWith(code);
            }
            storage.put(object, intact, Precondition.NONE);
        }
        assertThat(log(storage).refresh()).isEqualTo(3);
    }

    @Test
    void aGapIsNamed() {
        storage.delete(PATHS.slot(2));
        assertThatThrownBy(() -> log(storage).refresh())
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-LOG-002: Log entry memory://mesh/sales/orders/_weft/log/00000000000000000002.json is"
                        + " missing although version 3 exists. Log entries are never deleted by Weft; restore this object"
                        + " from a backup or an older object version");
    }

    @Test
    void aGapIsNeverFilled() {
        storage.delete(PATHS.slot(2));
        ProductLog log = log(storage);
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatThrownBy(() -> commit(log, append("late", 1))).hasMessageStartingWith("WEFT-LOG-002: ");
        }
        assertThat(storage.stat(PATHS.slot(2))).isEmpty();
    }

    @Test
    void aMissingFirstEntryIsAGapToo() {
        storage.delete(PATHS.slot(1));
        assertThatThrownBy(() -> log(storage).refresh())
                .hasMessageStartingWith("WEFT-LOG-002: ")
                .hasMessageContaining("00000000000000000001.json is missing although version 2 exists");
    }

    @Test
    void whatAListingMayLeaveOutIsNoGap() {
        assertThat(log(new ScriptedStorage(storage).leavingOutOfListings(PATHS.slot(2)))
                        .refresh())
                .isEqualTo(3);
    }

    @Test
    void aColdStartThatFailedHalfwayStillFindsTheGap() {
        ScriptedStorage failing = new ScriptedStorage(storage).failingNextReadOf(PATHS.slot(2));
        ProductLog log = log(failing);
        assertThatThrownBy(log::refresh)
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAVAILABLE))
                .hasMessageContaining("was answered by the script");
        storage.delete(PATHS.slot(3));
        storage.put(PATHS.slot(4), bytes("{}"), Precondition.ABSENT);
        assertThatThrownBy(log::refresh).hasMessageStartingWith("WEFT-LOG-002: ");
    }

    @Test
    void anEntryThatWasExchangedBreaksTheChain() {
        exchange(PATHS.slot(2), "\"rows\":1", "\"rows\":2");
        assertThatThrownBy(() -> log(storage).refresh())
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-LOG-003: Log entry memory://mesh/sales/orders/_weft/log/00000000000000000003.json does"
                                + " not continue the entry before it (hash, product or time differ), so one of the two was"
                                + " replaced from outside. Nothing was changed. Restore both from a backup");
    }

    @Test
    void anEntryOfAnotherLocationIsRefused() {
        MemoryStorage other = MemoryStorage.create();
        assertThat(commit(log(other), append("foreign", 0))).isInstanceOf(CommitResult.Committed.class);
        overwrite(PATHS.slot(1), new String(other.read(PATHS.slot(1), 1 << 20), StandardCharsets.UTF_8));
        assertThatThrownBy(() -> log(storage).refresh()).hasMessageStartingWith("WEFT-LOG-003: ");
    }

    @Test
    void anEntryUnderAnotherNumberIsRefused() {
        overwrite(PATHS.slot(3), text(PATHS.slot(2)));
        assertThatThrownBy(() -> log(storage).refresh()).hasMessageStartingWith("WEFT-LOG-003: ");
    }

    @Test
    void aTransactionIsInALogOnce() {
        exchange(PATHS.slot(3), "\"txn\":\"t2\"", "\"txn\":\"t0\"");
        assertThatThrownBy(() -> log(storage).refresh()).hasMessageStartingWith("WEFT-LOG-003: ");
    }

    @Test
    void aRollbackToWhatDoesNotExistIsRefused() {
        exchange(PATHS.slot(3), "\"op\":\"APPEND\"", "\"op\":\"ROLLBACK\",\"target\":3");
        assertThatThrownBy(() -> log(storage).refresh()).hasMessageStartingWith("WEFT-LOG-003: ");
    }

    @Test
    void otherObjectsInTheFolderAreNoEntries() {
        storage.put(PATHS.log().resolve("readme.txt"), bytes("hello"), Precondition.NONE);
        storage.put(PATHS.log().resolve("0000000000000000000x.json"), bytes("hello"), Precondition.NONE);
        assertThat(log(storage).refresh()).isEqualTo(3);
    }

    @Test
    void aDamagedFormatFileIsNamed() {
        overwrite(PATHS.format(), "not json");
        assertThatThrownBy(() -> log(storage).refresh())
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-LOG-004: memory://mesh/sales/orders/_weft/format.json is damaged or not written by Weft."
                                + " Nothing was changed. Restore it from a backup, or choose an output location that is empty");
    }

    @Test
    void aHugeFormatFileIsDamagedToo() {
        overwrite(PATHS.format(), " ".repeat(70_000));
        assertThatThrownBy(() -> log(storage).refresh()).hasMessageStartingWith("WEFT-LOG-004: ");
    }

    @Test
    void aNewerFormatIsNotTouched() {
        exchange(PATHS.format(), "\"format\":1", "\"format\":2");
        assertThatThrownBy(() -> commit(log(storage), append("t", 3)))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-LOG-005: memory://mesh/sales/orders/_weft/format.json says that the location needs"
                        + " format 2, which this version of Weft does not know. Use the version of Weft that wrote it, or"
                        + " a newer one");
        assertThat(storage.stat(PATHS.slot(4))).isEmpty();
    }

    @Test
    void anUnknownFeatureIsNotTouched() {
        exchange(PATHS.format(), "[]", "[\"checkpoints\"]");
        assertThatThrownBy(() -> log(storage).refresh())
                .hasMessageStartingWith("WEFT-LOG-005: ")
                .hasMessageContaining("the features [checkpoints]");
    }

    @Test
    void aLocationBelongsToOneProduct() {
        ProductLog other = new ProductLog(storage, Commits.ROOT, "sales/returns@1", Clock.systemUTC(), attempt -> {});
        assertThatThrownBy(() -> other.commit(append("t", 0), UnaryOperator.identity()))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-LOG-006: memory://mesh/sales/orders holds the product sales/orders@1, not"
                        + " sales/returns@1. A location belongs to one product and one major version: give this one an"
                        + " output location of its own, for example with {name} and v{major} in it");
    }

    @Test
    void anUnknownVersionSaysWhatThereIs() {
        ProductLog log = log(storage);
        log.refresh();
        assertThatThrownBy(() -> log.entry(4))
                .hasMessage("WEFT-LOG-007: There is no version 4 in memory://mesh/sales/orders: versions 1 to 3 exist");
        assertThatThrownBy(() -> log.filesAt(0)).hasMessageStartingWith("WEFT-LOG-007: ");
        assertThatThrownBy(() -> log(MemoryStorage.create()).entry(1))
                .hasMessageEndingWith("nothing is published there yet");
    }

    @Test
    void alteredContentIsFoundByItsHash() {
        ContentStore contents = new ContentStore(storage, PATHS);
        String id = contents.put("schema", bytes("a schema"));
        assertThat(contents.put("schema", bytes("a schema"))).isEqualTo(id);
        assertThat(contents.read("schema", id)).isEqualTo(bytes("a schema"));
        overwrite(PATHS.content("schema", id), "another");
        assertThat(contents.read("schema", id)).as("known already").isEqualTo(bytes("a schema"));
        assertThatThrownBy(() -> new ContentStore(storage, PATHS).read("schema", id))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-LOG-008: " + PATHS.content("schema", id)
                        + " is missing or does not match the hash in its name. Restore it from a backup");
        storage.delete(PATHS.content("schema", id));
        assertThatThrownBy(() -> new ContentStore(storage, PATHS).read("schema", id))
                .hasMessageStartingWith("WEFT-LOG-008: ");
    }

    private void overwrite(Location object, String text) {
        storage.put(object, bytes(text), Precondition.NONE);
    }

    private String text(Location object) {
        return new String(storage.read(object, 1 << 20), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Exchanges words as somebody would who can also seal. */
    private void exchange(Location object, String from, String to) {
        String text = text(object);
        assertThat(text).contains(from);
        ObjectNode node = Json.readObject(bytes(text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to))))
                .orElseThrow();
        node.remove("seal");
        storage.put(object, SealedJson.write(node), Precondition.NONE);
    }
}
