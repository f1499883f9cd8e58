package io.weft.internal.upkeep;

import static io.weft.internal.upkeep.Shop.PATHS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.maintenance.RepairReport;
import io.weft.maintenance.Symptom;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectVersion;
import io.weft.spi.storage.ObjectVersions;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What somebody deleted or replaced behind Weft's back comes back, if the store keeps it and a hash proves it; else nothing does. */
class BringingBackTest {
    private static final String VIEW = "The view was made to show version 4";

    private final Shelf shelf = new Shelf();
    private final Shop shop = shelf.shop;

    @Test
    void whatWasDeletedIsBroughtBack() {
        for (Location object : shelf.provable()) {
            shop.memory.delete(object);
            assertBroughtBack(object);
        }
    }

    @Test
    void whatWasOverwrittenIsBroughtBack() {
        for (Location object : shelf.provable()) {
            shelf.overwrite(object);
            assertBroughtBack(object);
        }
    }

    @Test
    void aVersionOfTheRightSizeWithOtherBytesIsPassedOver() {
        Location file = shelf.file(1);
        shop.put(file, shelf.forged(file));
        shop.memory.delete(file);
        assertBroughtBack(file);
    }

    @Test
    void ifThereIsNoOtherItIsNotTakenEither() {
        Location file = shelf.file(1);
        try (MemoryStorage memory = MemoryStorage.keepingVersions(shop.stores)) {
            shelf.intact.keySet().stream()
                    .filter(object -> !object.equals(file))
                    .forEach(object -> memory.put(object, shop.bytes(object), Precondition.ABSENT));
            memory.put(file, shelf.forged(file), Precondition.ABSENT);
            memory.delete(file);
            RepairReport report =
                    shop.open(memory, shop.product.contract()).maintenance().repair();
            assertThat(report.done()).containsExactly(VIEW);
            assertThat(report.after().symptoms()).singleElement().satisfies(symptom -> {
                assertThat(symptom.code()).isEqualTo("WEFT-DOCTOR-003");
                assertThat(symptom.remedy())
                        .isEqualTo(
                                "Call product.maintenance().repair(); if that cannot: Restore it from a backup or an older"
                                        + " object version");
            });
            assertThat(memory.stat(file)).isEmpty();
        }
    }

    /** That takes reading all of them. */
    @Test
    void aFileOfTheRightSizeWithOtherBytesStaysUntilItIsDeleted() {
        Location file = shelf.file(2);
        shop.put(file, shelf.forged(file));
        assertThat(shelf.repair().done()).containsExactly(VIEW);
        assertThat(shelf.product.maintenance().examineContents().symptoms())
                .extracting(Symptom::code)
                .containsExactly("WEFT-DOCTOR-005");
        shop.memory.delete(file);
        assertBroughtBack(file);
    }

    @Test
    void anEntryTakenOffTheEndIsNotPutBack() {
        shop.memory.delete(Shelf.NEWEST);
        assertNothingIsDone("WEFT-LOG-002: Log entry " + Shelf.NEWEST
                + " is missing although the store keeps an earlier version of it, which continues the log. No later entry"
                + " proves it, so it was left out. Make that version of " + Shelf.NEWEST + " the current one"
                + " again with the tools of the store, and call product.maintenance().repair(), which brings back what came"
                + " before it; or, if it was meant to go, delete its versions for good");
    }

    @Test
    void aDamagedNewestEntryIsNotReplaced() {
        shop.put(Shelf.NEWEST, new byte[] {1});
        assertNothingIsDone("WEFT-LOG-001: Log entry " + Shelf.NEWEST + " is damaged: it is not a log entry.");
    }

    @Test
    void whoeverPutsTheNewestBackGetsTheWholeLog() {
        byte[] newest = shop.bytes(Shelf.NEWEST);
        shop.objects(PATHS.log()).forEach(shop.memory::delete);
        assertNothingIsDone(
                "WEFT-LOG-002: Log entry " + PATHS.slot(1) + " is missing although the store keeps an earlier"
                        + " version of it, which continues the log with 3 more. No later entry proves it, so it was left out. Make"
                        + " that version of " + Shelf.NEWEST + " the current one again");
        shop.put(Shelf.NEWEST, newest);
        assertBroughtBack(PATHS.slot(3), PATHS.slot(2), PATHS.slot(1));
    }

    @Test
    void anEntryThatCanBeReadIsNeverReplaced() {
        byte[] another = shop.bytes(PATHS.slot(1));
        shop.put(PATHS.slot(2), another);
        assertNothingIsDone("WEFT-LOG-003: Log entry " + PATHS.slot(2) + " does not continue the entry before it");
    }

    @Test
    void nothingIsBroughtBackAroundAnEntryThatDoesNotFit() {
        shop.put(PATHS.slot(2), inAnotherCourse(2, 2));
        shop.memory.delete(PATHS.slot(3));
        assertNothingIsDone("WEFT-LOG-002: Log entry " + PATHS.slot(3) + " is missing");
    }

    @Test
    void nothingIsBroughtBackAfterAnEntryThatDoesNotFit() {
        shop.put(PATHS.slot(1), inAnotherCourse(1, 1));
        shelf.overwrite(PATHS.slot(2));
        assertNothingIsDone("WEFT-LOG-001: Log entry " + PATHS.slot(2) + " is damaged");
    }

    @Test
    void anEntryThatDoesNotContinueTheLogIsNotMissed() {
        shop.put(PATHS.slot(5), inAnotherCourse(2, 5));
        shop.memory.delete(PATHS.slot(5));
        assertThat(shelf.repair().done()).containsExactly(VIEW);
    }

    @Test
    void theFormatOfAnotherProductIsPassedOver() {
        shop.put(PATHS.format(), new Shelf().shop.bytes(PATHS.format()));
        shop.memory.delete(PATHS.format());
        assertBroughtBack(PATHS.format());
    }

    /** An entry of the same product, had it gone on otherwise from a version on. */
    private byte[] inAnotherCourse(long from, long version) {
        try (MemoryStorage memory = MemoryStorage.create()) {
            shelf.intact.keySet().stream()
                    .filter(object -> !object.isWithin(PATHS.log()) || object.compareTo(PATHS.slot(from)) < 0)
                    .forEach(object -> memory.put(object, shop.bytes(object), Precondition.ABSENT));
            DataProduct product = shop.open(memory, shop.product.contract());
            for (long next = from; next <= version; next++) {
                Shop.publish(product, PublishMode.APPEND, "sun", 7);
            }
            return memory.read(PATHS.slot(version), 1 << 20);
        }
    }

    @Test
    void theNewestEntryOfAnotherProductProvesNothing() {
        Shelf another = new Shelf();
        shop.objects(PATHS.log()).forEach(shop.memory::delete);
        shop.put(PATHS.slot(1), another.shop.bytes(PATHS.slot(1)));
        shop.memory.delete(PATHS.slot(1));
        shop.put(PATHS.slot(2), another.shop.bytes(PATHS.slot(2)));
        assertNothingIsDone("WEFT-LOG-002: Log entry " + PATHS.slot(1) + " is missing");
    }

    @Test
    void theFirstEntryOfAnotherProductIsNotMissed() {
        try (MemoryStorage memory = MemoryStorage.keepingVersions(shop.stores)) {
            Shelf another = new Shelf();
            memory.put(PATHS.slot(1), another.shop.bytes(PATHS.slot(1)), Precondition.ABSENT);
            memory.delete(PATHS.slot(1));
            memory.put(PATHS.format(), shop.bytes(PATHS.format()), Precondition.ABSENT);
            assertThat(shop.open(memory, shop.product.contract())
                            .maintenance()
                            .repair()
                            .done())
                    .isEmpty();
        }
    }

    @Test
    void aSlotThatSomebodyMadeUpFarAwayIsNoProof() {
        shop.put(PATHS.slot(9), shop.bytes(Shelf.NEWEST));
        assertNothingIsDone("WEFT-LOG-002: Log entry " + PATHS.slot(5) + " is missing although version 9 exists");
    }

    @Test
    void ifOneEntryCannotBeBroughtBackNoneIs() {
        shop.storage.tell(new Versions(shop.memory) {
            @Override
            public List<ObjectVersion> versions(Location object) {
                return object.equals(PATHS.slot(1)) ? List.of() : super.versions(object);
            }
        });
        shop.memory.delete(PATHS.slot(1));
        shop.memory.delete(PATHS.slot(3));
        assertNothingIsDone(shop.product, "WEFT-LOG-002: Log entry " + PATHS.slot(1) + " is missing");
    }

    /** A location may have had another life. */
    @Test
    void theEndOfAnotherProductsLogIsNotMissed() {
        try (MemoryStorage memory = MemoryStorage.keepingVersions(shop.stores)) {
            shelf.intact.keySet().forEach(object -> memory.put(object, shop.bytes(object), Precondition.ABSENT));
            shelf.intact.keySet().forEach(memory::delete);
            DataProduct reborn = shop.open(memory, shop.product.contract());
            Shop.publish(reborn, PublishMode.APPEND, "fri", 6);
            assertThat(reborn.maintenance().repair().done()).containsExactly("The view was made to show version 1");
        }
    }

    @Test
    void whatTheStoreRefusesIsSaid() {
        shop.storage.tell(new Versions(shop.memory) {
            @Override
            public List<ObjectVersion> versions(Location object) {
                throw new StorageException(Kind.ACCESS_DENIED, "versions of " + object + " are not for you", null);
            }
        });
        assertThat(shop.maintenance().repair().done()).containsExactly(VIEW);
        shop.memory.delete(shelf.file(2));
        assertThat(shop.maintenance().repair().done())
                .containsExactly(
                        VIEW,
                        "What else is missing could not be looked for among earlier versions: WEFT-STORAGE-003: versions of "
                                + shelf.file(2) + " are not for you");
        shop.memory.delete(PATHS.slot(2));
        assertThatThrownBy(() -> shop.maintenance().repair())
                .hasMessageStartingWith("WEFT-LOG-002: Log entry " + PATHS.slot(2) + " is missing")
                .satisfies(e -> assertThat(e.getSuppressed())
                        .singleElement()
                        .satisfies(why -> assertThat(why).hasMessageContaining(PATHS.slot(2) + " are not for you")));
    }

    @Test
    void whatMayPassIsThrown() {
        shop.storage.tell(new Versions(shop.memory) {
            @Override
            public StorageInput open(ObjectVersion version) {
                throw new StorageException(Kind.UNAVAILABLE, "not now", null);
            }
        });
        shop.memory.delete(shelf.file(1));
        assertThatThrownBy(() -> shop.maintenance().repair()).hasMessage("WEFT-STORAGE-006: not now");
        assertThat(shop.isThere(shelf.file(1))).isFalse();
    }

    @Test
    void aVersionThatGoesMeanwhileIsPassedOver() {
        shop.storage.tell(new Versions(shop.memory) {
            @Override
            public StorageInput open(ObjectVersion version) {
                throw new StorageException(Kind.NOT_FOUND, "gone", null);
            }
        });
        shop.memory.delete(shelf.file(1));
        assertThat(shop.maintenance().repair().done()).containsExactly(VIEW);
    }

    @Test
    void aFileThatIsThereMeanwhileStays() {
        Location file = shelf.file(1);
        byte[] others = shelf.forged(file);
        putMeanwhile(file, others);
        assertThat(shop.maintenance().repair().done()).containsExactly(VIEW);
        assertThat(shop.bytes(file)).isEqualTo(others);
    }

    @Test
    void anEntryThatIsThereMeanwhileStays() {
        Location slot = PATHS.slot(2);
        byte[] others = shop.bytes(PATHS.slot(3));
        putMeanwhile(slot, others);
        assertThatThrownBy(() -> shop.maintenance().repair())
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith("WEFT-LOG-002: Log entry " + slot + " is missing");
        assertThat(shop.bytes(slot)).isEqualTo(others);
    }

    /** Deletes an object, and has somebody else write it when its versions are read. */
    private void putMeanwhile(Location object, byte[] bytes) {
        shop.storage.tell(new Versions(shop.memory) {
            @Override
            public StorageInput open(ObjectVersion version) {
                StorageInput input = super.open(version);
                shop.put(object, bytes);
                return input;
            }
        });
        shop.memory.delete(object);
    }

    private void assertBroughtBack(Location... objects) {
        List<String> done = new ArrayList<>(Stream.of(objects).map(shelf::said).toList());
        done.add(VIEW);
        assertThat(shelf.repair().done()).containsExactlyElementsOf(done);
        shelf.assertAsPublished();
    }

    private void assertNothingIsDone(String message) {
        assertNothingIsDone(shelf.product, message);
    }

    private void assertNothingIsDone(DataProduct product, String message) {
        List<ObjectInfo> before = shop.everything();
        assertThatThrownBy(() -> product.maintenance().repair())
                .isInstanceOf(WeftException.class)
                .hasMessageStartingWith(message);
        assertThat(shop.everything()).isEqualTo(before);
    }

    /** Versions as the storage beneath tells them, but for what a test overrides. */
    private static class Versions implements ObjectVersions {
        private final ObjectVersions versions;

        Versions(ObjectVersions versions) {
            this.versions = versions;
        }

        @Override
        public List<ObjectVersion> versions(Location object) {
            return versions.versions(object);
        }

        @Override
        public StorageInput open(ObjectVersion version) {
            return versions.open(version);
        }
    }
}
