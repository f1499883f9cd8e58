package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Chapter 1: looking objects up, what a storage says of itself, and its end. */
abstract class LookBehaviours extends KitFixture {
    /** The calls that name one location. */
    enum Call {
        STAT,
        OPEN,
        READ,
        CREATE,
        PUT,
        DELETE,
        LIST;

        void run(Storage storage, Location location) {
            switch (this) {
                case STAT -> assertThat(storage.stat(location)).isPresent();
                case OPEN -> storage.open(location).close();
                case READ -> assertThat(storage.read(location, LIMIT)).isNotNull();
                case CREATE -> storage.create(location, Precondition.NONE).close();
                case PUT -> storage.put(location, bytes("x"), Precondition.NONE);
                case DELETE -> storage.delete(location);
                case LIST -> assertThat(storage.list(location, "")).isEmpty();
            }
        }
    }

    /** Not an ability of any storage. */
    private interface Unheard {}

    @Test
    public void statOfAMissingObjectIsEmpty() {
        assertThat(storage.stat(at("missing"))).isEmpty();
        assertThat(storage.stat(at("missing/deep/down"))).isEmpty();
    }

    @Test
    public void statShowsLocationAndSize() {
        put("object", "seven..");
        ObjectInfo info = storage.stat(at("object")).orElseThrow();
        assertThat(info.location()).isEqualTo(at("object"));
        assertThat(info.size()).isEqualTo(7);
    }

    @Test
    public void commitStatAndListingAgree() {
        ObjectInfo committed = put("object", "content");
        assertStat(committed);
        assertThat(storage.list(folder, "")).containsExactly(committed);
    }

    @Test
    public void statOfAFolderIsEmpty() {
        put("some/folder/object", "x");
        assertThat(storage.stat(at("some/folder"))).isEmpty();
        assertThat(storage.stat(at("some"))).isEmpty();
        assertThat(storage.stat(folder)).isEmpty();
    }

    @Test
    public void statOfAnEmptiedFolderIsEmpty() {
        put("some/object", "x");
        storage.delete(at("some/object"));
        assertThat(storage.stat(at("some"))).isEmpty();
    }

    @Test
    public void statOfARootIsEmpty() {
        assertThat(storage.stat(root())).isEmpty();
    }

    @Test
    public void statTakesNoPrefixForTheName() {
        put("object", "x");
        assertThat(storage.stat(at("obj"))).isEmpty();
        assertThat(storage.stat(at("object1"))).isEmpty();
    }

    @Test
    public void statBelowAnObjectIsEmpty() {
        put("object", "x");
        assertThat(storage.stat(at("object/below"))).isEmpty();
    }

    @Test
    public void schemesAreLowerCaseAndServeTheFolder() {
        assertThat(storage.schemes())
                .contains(folder.scheme())
                .allSatisfy(scheme -> assertThat(scheme).isEqualTo(scheme.toLowerCase(Locale.ROOT)));
    }

    @Test
    public void anUnknownCapabilityIsRefused() {
        assertThat(storage.capability(Unheard.class)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    public void aForeignSchemeIsRefused(Call call) {
        Location foreign = Location.of("no-such-scheme://bucket/object");
        assertRefused(Kind.INVALID, foreign.toString(), () -> call.run(storage, foreign));
    }

    @ParameterizedTest
    @EnumSource
    public void aClosedStorageRefuses(Call call) {
        put("object", "x");
        storage.close();
        assertRefused(Kind.CLOSED, "closed", () -> call.run(storage, at("object")));
    }

    @Test
    public void closingTwiceDoesNothing() {
        storage.close();
        storage.close();
        assertRefused(Kind.CLOSED, "closed", () -> storage.stat(at("object")));
    }

    @Test
    public void anInputOfAClosedStorageRefuses() {
        put("object", "x");
        try (StorageInput input = storage.open(at("object"))) {
            storage.close();
            assertRefused(Kind.CLOSED, "closed", () -> input.readFully(0, new byte[1], 0, 1));
        }
    }

    @Test
    public void anOutputOfAClosedStorageRefuses() {
        try (StorageOutput output = output("object", Precondition.NONE, "x")) {
            storage.close();
            assertRefused(Kind.CLOSED, "closed", () -> output.write(bytes("y"), 0, 1));
            assertRefused(Kind.CLOSED, "closed", output::commit);
        }
    }

    final Location root() {
        return new Location(folder.scheme(), folder.authority(), "");
    }
}
