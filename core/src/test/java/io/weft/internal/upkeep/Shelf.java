package io.weft.internal.upkeep;

import static io.weft.internal.upkeep.Shop.PATHS;
import static io.weft.internal.upkeep.Shop.ROOT;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.PublishMode;
import io.weft.contract.ContractReader;
import io.weft.contract.ViewKind;
import io.weft.maintenance.RepairReport;
import io.weft.spi.storage.Location;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A product of four versions under two contracts, of which every object that is its own is known. */
final class Shelf {
    static final Location NEWEST = PATHS.slot(4);

    final Shop shop = new Shop(ViewKind.NONE, "");
    /** Has the second contract, and is told of versions. */
    final DataProduct product = shop.open(
            shop.memory,
            ContractReader.read(shop.product
                    .contract()
                    .source()
                    .replace("version: 1.0.0", "version: 1.1.0")
                    .replace("output:", "    - {name: note, type: string}\noutput:")));

    final NavigableMap<Location, String> intact;

    Shelf() {
        shop.append("mon", 1);
        shop.append("tue", 2, 3);
        Shop.publish(product, PublishMode.REPLACE, "wed", 4);
        Shop.publish(product, PublishMode.APPEND, "thu", 5);
        intact = contents();
        assertThat(intact).hasSize(1 + 4 + 4 + 2 + 2);
    }

    /** The product's own objects as they are now; what follows from them may be made again otherwise. */
    NavigableMap<Location, String> contents() {
        NavigableMap<Location, String> contents = new TreeMap<>(Comparator.comparing(Location::toString));
        Stream.of("format.json", "log", "data", "schema", "contract")
                .map(PATHS.own()::resolve)
                .flatMap(own -> shop.objects(PATHS.own()).stream().filter(object -> object.isWithin(own)))
                .forEach(object -> contents.put(object, new String(shop.bytes(object), StandardCharsets.ISO_8859_1)));
        return contents;
    }

    /** All that can come back. */
    List<Location> provable() {
        return intact.keySet().stream().filter(object -> !object.equals(NEWEST)).toList();
    }

    /** The file of a version. */
    Location file(long version) {
        return ROOT.resolve(shop.log().entry(version).files().get(0).path());
    }

    /** A byte in the middle becomes another, so the size stays. */
    byte[] forged(Location object) {
        byte[] bytes = shop.bytes(object);
        bytes[bytes.length / 2] ^= 1;
        return bytes;
    }

    void overwrite(Location object) {
        shop.put(object, "rubbish".getBytes(StandardCharsets.UTF_8));
    }

    RepairReport repair() {
        return product.maintenance().repair();
    }

    /** What a repair says of an object; what its own process has at hand it writes again. */
    String said(Location object) {
        String folder = object.parent().name();
        if (object.isWithin(PATHS.data())) {
            return "The data file " + object.relativeTo(ROOT) + " was brought back from an earlier version";
        }
        if (folder.equals("schema") || folder.equals("contract")) {
            boolean atHand = intact.get(NEWEST).contains(object.name());
            return "The " + folder + " " + object.name()
                    + (atHand ? " was written again" : " was brought back from an earlier version");
        }
        return object + " was brought back from an earlier version";
    }

    void assertAsPublished() {
        assertThat(contents()).isEqualTo(intact);
        assertThat(Shop.ids(shop.other().at(1))).containsExactly(1);
        assertThat(Shop.ids(shop.other().at(2))).containsExactly(1, 2, 3);
        assertThat(Shop.ids(shop.other().at(3))).containsExactly(4);
        assertThat(Shop.ids(shop.other().at(4))).containsExactly(4, 5);
        assertThat(product.maintenance().examineContents().symptoms()).isEmpty();
    }
}
