package io.weft.spi.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A rule concerns a folder if and only if some key below the folder begins with its prefix. */
class ObjectLifecycleProperties {
    private static final Location ORDERS = Location.of("memory://bucket/sales/orders");

    @Property
    void whatAKeyBeginsWithIsTold(
            @ForAll("paths") String above, @ForAll("paths") String below, @ForAll @IntRange(max = 20) int length) {
        Location folder = Location.of("memory://bucket/" + above);
        Location object = folder.resolve(below);
        String prefix =
                object.path().substring(0, Math.min(length, object.path().length()));
        assertThat(ObjectLifecycle.within(folder, prefix)).hasValueSatisfying(within -> {
            assertThat(object.isWithin(within)).isTrue();
            assertThat(within.isWithin(folder)).isTrue();
        });
    }

    @Property
    void whatIsToldIsNoLargerThanNeeded(@ForAll("paths") String path, @ForAll("texts") String prefix) {
        ObjectLifecycle.within(Location.of("memory://bucket/" + path), prefix).ifPresent(within -> {
            String longest = prefix.length() > path.length() ? prefix : path + "/";
            for (String name : List.of("1", "2")) {
                Location object = new Location("memory", "bucket", longest + name);
                assertThat(object.path()).startsWith(prefix).startsWith(path + "/");
                assertThat(object.parent()).isEqualTo(within);
            }
        });
    }

    @Example
    void aPrefixIsATextAndNoFolder() {
        assertThat(ObjectLifecycle.within(ORDERS, "")).contains(ORDERS);
        assertThat(ObjectLifecycle.within(ORDERS, "sa")).contains(ORDERS);
        assertThat(ObjectLifecycle.within(ORDERS, "sales/ord")).contains(ORDERS);
        assertThat(ObjectLifecycle.within(ORDERS, "sales/orders")).contains(ORDERS);
        assertThat(ObjectLifecycle.within(ORDERS, "sales/orders/")).contains(ORDERS);
        assertThat(ObjectLifecycle.within(ORDERS, "sales/orders/_weft/data/")).contains(ORDERS.resolve("_weft/data"));
        assertThat(ObjectLifecycle.within(ORDERS, "sales/orders/_weft/da")).contains(ORDERS.resolve("_weft"));
        assertThat(ObjectLifecycle.within(ORDERS, "sales/orders-2")).isEmpty();
        assertThat(ObjectLifecycle.within(ORDERS, "sales/orders2/")).isEmpty();
        assertThat(ObjectLifecycle.within(ORDERS, "orders/")).isEmpty();
        assertThat(ObjectLifecycle.within(ORDERS, "/sales/orders/")).isEmpty();
    }

    @Example
    void whatNoLocationCanNameIsNobodysRule() {
        assertThat(ObjectLifecycle.within(ORDERS, "sales/orders//data")).isEmpty();
        assertThat(ObjectLifecycle.within(ORDERS, "sales/orders/../")).isEmpty();
        assertThat(ObjectLifecycle.within(Location.of("memory://bucket/"), "/sales"))
                .isEmpty();
    }

    @Example
    void theRootIsAFolder() {
        Location root = Location.of("memory://bucket/");
        assertThat(ObjectLifecycle.within(root, "")).contains(root);
        assertThat(ObjectLifecycle.within(root, "sal")).contains(root);
        assertThat(ObjectLifecycle.within(root, "sales/o")).contains(root.resolve("sales"));
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.strings()
                .withChars('a', 'b', '-')
                .ofMinLength(1)
                .ofMaxLength(2)
                .list()
                .ofMinSize(1)
                .ofMaxSize(3)
                .map(segments -> String.join("/", segments));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars('a', 'b', '-', '/', '.').ofMaxLength(8);
    }
}
