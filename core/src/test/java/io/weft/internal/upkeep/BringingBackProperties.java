package io.weft.internal.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class BringingBackProperties {
    private static final String VIEW = "The view was made to show version 4";

    /** What is done to an object behind Weft's back. */
    enum Misdeed {
        NONE,
        DELETED,
        OVERWRITTEN,
        FORGED_AND_DELETED
    }

    @Property(tries = 200)
    @Label("whatever is deleted or overwritten but the newest entry, every version reads as it was published")
    void everythingComesBack(@ForAll @Size(12) List<Misdeed> misdeeds) {
        Shelf shelf = new Shelf();
        List<Location> objects = shelf.provable();
        assertThat(objects).hasSameSizeAs(misdeeds);
        for (int i = 0; i < misdeeds.size(); i++) {
            commit(misdeeds.get(i), shelf, objects.get(i));
        }
        assertThat(shelf.repair().done())
                .filteredOn(done -> !done.equals(VIEW))
                .containsExactlyInAnyOrderElementsOf(objects.stream()
                        .filter(object -> misdeeds.get(objects.indexOf(object)) != Misdeed.NONE)
                        .map(shelf::said)
                        .toList());
        shelf.assertAsPublished();
    }

    private static void commit(Misdeed misdeed, Shelf shelf, Location object) {
        switch (misdeed) {
            case NONE -> {}
            case DELETED -> shelf.shop.memory.delete(object);
            case OVERWRITTEN -> shelf.overwrite(object);
            case FORGED_AND_DELETED -> {
                shelf.shop.put(object, shelf.forged(object));
                shelf.shop.memory.delete(object);
            }
        }
    }
}
