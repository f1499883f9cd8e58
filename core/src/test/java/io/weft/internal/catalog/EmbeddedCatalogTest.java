package io.weft.internal.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ProductId;
import io.weft.quality.Finding;
import io.weft.quality.Severity;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.Schema;
import io.weft.spi.catalog.Catalog;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.catalog.CatalogQuery;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.storage.MemoryStorage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EmbeddedCatalogTest {
    private static final Location FOLDER = Location.of("memory://mesh/_catalog");
    private static final ProductId CLV = ProductId.of("customer/clv@1");

    private final MemoryStorage storage = MemoryStorage.create();
    private final Catalog catalog = new EmbeddedCatalog(storage, FOLDER);

    @AfterEach
    void nothingStaysOpen() {
        assertThat(storage.openHandles()).isZero();
    }

    @Test
    void isEmptyAtFirst() {
        assertThat(catalog.find(CLV)).isEmpty();
        assertThat(catalog.list()).isEmpty();
    }

    @Test
    void givesBackWhatWasRegisteredAlsoToOtherInstances() {
        CatalogEntry entry = entry("customer", "clv", 3);
        catalog.register(entry);
        assertThat(catalog.find(CLV)).contains(entry);
        assertThat(new EmbeddedCatalog(storage, FOLDER).find(CLV)).contains(entry);
        assertThat(new EmbeddedCatalog(storage, FOLDER).list()).containsExactly(entry);
        assertThat(catalog.find(ProductId.of("customer/clv@2"))).isEmpty();
    }

    @Test
    void keepsTheNewestAndDeletesTheOlder() {
        for (long version : new long[] {1, 9, 10, 11}) {
            catalog.register(entry("customer", "clv", version));
        }
        assertThat(catalog.find(CLV)).contains(entry("customer", "clv", 11));
        assertThat(objects()).containsExactly("products/customer/clv/1/001795348811000-00000000000000000011.json");
    }

    @Test
    void ignoresTheSameAndOlderVersions() {
        CatalogEntry newest = entry("customer", "clv", 10);
        catalog.register(newest);
        catalog.register(entry("customer", "clv", 9));
        catalog.register(withRows(newest, 77));
        assertThat(catalog.find(CLV)).contains(newest);
        assertThat(objects()).hasSize(1);
    }

    @Test
    void keepsLocationsThatHaveNoTextForm() {
        CatalogEntry plain = entry("customer", "clv", 1);
        CatalogEntry entry = new CatalogEntry(
                plain.contract(),
                plain.schema(),
                new Location("file", "", "home/c#/mesh?/out"),
                1,
                Instant.MAX,
                0,
                List.of());
        catalog.register(entry);
        assertThat(catalog.find(CLV)).contains(entry);
    }

    @Test
    void endsWithTheHighestVersionWhoeverRegistersWhen() throws Exception {
        int actors = 4;
        int each = 25;
        CyclicBarrier start = new CyclicBarrier(actors);
        ExecutorService threads = Executors.newFixedThreadPool(actors);
        try {
            List<Future<Void>> ends = new ArrayList<>();
            for (int actor = 0; actor < actors; actor++) {
                int first = actor;
                ends.add(threads.submit((Callable<Void>) () -> {
                    Catalog mine = new EmbeddedCatalog(storage, FOLDER);
                    start.await();
                    long seen = 0;
                    for (int i = 0; i < each; i++) {
                        long version = 1 + (long) i * actors + first;
                        mine.register(entry("customer", "clv", version));
                        long found = mine.find(CLV).orElseThrow().snapshotVersion();
                        assertThat(found).isGreaterThanOrEqualTo(Math.max(version, seen));
                        seen = found;
                    }
                    return null;
                }));
            }
            for (Future<Void> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(catalog.find(CLV).orElseThrow().snapshotVersion()).isEqualTo((long) actors * each);
        assertThat(objects()).hasSize(1);
    }

    @Test
    void looksAgainWhenAnEntryVanishesBeforeItIsRead() {
        catalog.register(entry("customer", "clv", 1));
        DisturbedStorage disturbed = new DisturbedStorage(storage);
        Catalog reader = new EmbeddedCatalog(disturbed, FOLDER);
        disturbed.beforeNextOpen(() -> catalog.register(entry("customer", "clv", 2)));
        assertThat(reader.find(CLV).orElseThrow().snapshotVersion()).isEqualTo(2);
        disturbed.beforeNextOpen(() -> catalog.register(entry("customer", "clv", 3)));
        assertThat(reader.list()).extracting(CatalogEntry::snapshotVersion).containsExactly(3L);
    }

    @Test
    void givesUpLookingAgainAtLast() {
        catalog.register(entry("customer", "clv", 1));
        DisturbedStorage disturbed = new DisturbedStorage(storage);
        disturbed.failReads(StorageException.Kind.NOT_FOUND);
        assertThatThrownBy(() -> new EmbeddedCatalog(disturbed, FOLDER).find(CLV))
                .isInstanceOf(StorageException.class)
                .hasMessage("WEFT-STORAGE-001: planned");
    }

    @Test
    void letsStorageErrorsThrough() {
        catalog.register(entry("customer", "clv", 1));
        DisturbedStorage disturbed = new DisturbedStorage(storage);
        disturbed.failReads(StorageException.Kind.ACCESS_DENIED);
        Catalog reader = new EmbeddedCatalog(disturbed, FOLDER);
        assertThatThrownBy(() -> reader.find(CLV)).hasMessage("WEFT-STORAGE-003: planned");
        assertThatThrownBy(reader::list).hasMessage("WEFT-STORAGE-003: planned");
    }

    @Test
    void registersAlthoughTheOlderCannotBeDeleted() {
        catalog.register(entry("customer", "clv", 1));
        DisturbedStorage disturbed = new DisturbedStorage(storage);
        disturbed.failDeletes(StorageException.Kind.ACCESS_DENIED);
        new EmbeddedCatalog(disturbed, FOLDER).register(entry("customer", "clv", 2));
        assertThat(objects()).hasSize(2);
        assertThat(catalog.find(CLV).orElseThrow().snapshotVersion()).isEqualTo(2);
    }

    @Test
    void looksWhenTheAnswerToAWriteIsLost() {
        DisturbedStorage disturbed = new DisturbedStorage(storage);
        Catalog writer = new EmbeddedCatalog(disturbed, FOLDER);
        disturbed.loseAnswers(true);
        writer.register(entry("customer", "clv", 1));
        assertThat(catalog.find(CLV)).isPresent();
        disturbed.loseAnswers(false);
        assertThatThrownBy(() -> writer.register(entry("customer", "clv", 2))).hasMessage("WEFT-STORAGE-005: planned");
    }

    @Test
    void namesADamagedEntryAndTheRemedy() {
        put("customer/clv/1/001795348805000-00000000000000000005.json", "{\"format\":1,");
        assertThatThrownBy(() -> catalog.find(CLV))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-CATALOG-001: Catalog entry"
                        + " memory://mesh/_catalog/products/customer/clv/1/001795348805000-00000000000000000005.json is damaged: it is not"
                        + " one JSON object. The data is not touched by this. Delete the object; the next publication"
                        + " registers the product again");
        put("customer/clv/1/001795348806000-00000000000000000006.json", "{\"format\":1,\"contract\":7}");
        assertThatThrownBy(() -> catalog.find(CLV))
                .hasMessageContaining("00006.json is damaged: 'contract' should be a object but is of type number.");
    }

    @Test
    void noticesAnEntryThatWasMoved() {
        catalog.register(entry("customer", "clv", 1));
        byte[] bytes =
                storage.read(products().resolve("customer/clv/1/001795348801000-00000000000000000001.json"), 1 << 20);
        put("customer/clv/1/001795348809000-00000000000000000009.json", new String(bytes, UTF_8));
        assertThatThrownBy(() -> catalog.find(CLV))
                .hasMessageContaining("is damaged: it describes customer/clv@1, not what its name says");
    }

    @Test
    void refusesANewerFormat() {
        put("customer/clv/1/001795348805000-00000000000000000005.json", "{\"format\":2,\"whatever\":[]}");
        assertThatThrownBy(() -> catalog.find(CLV))
                .hasMessage("WEFT-CATALOG-002: Catalog entry"
                        + " memory://mesh/_catalog/products/customer/clv/1/001795348805000-00000000000000000005.json has format 2, which"
                        + " this version of Weft does not know. Use the version of Weft that wrote it, or a newer one");
    }

    @Test
    void searchesOnDespiteOneDamagedEntry() {
        catalog.register(entry("customer", "a", 1));
        put("customer/b/1/001795348801000-00000000000000000001.json", "damaged");
        put("customer/c/1/001795348801000-00000000000000000001.json", "{\"format\":2}");
        catalog.register(entry("customer", "d", 1));
        assertThat(names(CatalogQuery.ALL)).containsExactly("customer/a@1", "customer/d@1");
    }

    @Test
    void ignoresObjectsThatAreNotEntries() {
        put("readme.txt", "x");
        put("customer/clv/1/note.txt", "x");
        put("customer/clv/1/99.json", "x");
        put("customer/clv/1/deep/001795348801000-00000000000000000001.json", "x");
        assertThat(catalog.find(CLV)).isEmpty();
        assertThat(catalog.list()).isEmpty();
    }

    @Test
    void refusesWhatItCouldNotReadAgain() {
        FieldType type = Primitive.INT;
        for (int depth = 0; depth < 70; depth++) {
            type = new ListOf(type, true);
        }
        CatalogEntry plain = entry("customer", "clv", 1);
        CatalogEntry deep = new CatalogEntry(
                plain.contract(),
                new Schema("S", List.of(Field.optional("v", type))),
                plain.location(),
                1,
                plain.publishedAt(),
                0,
                List.of());
        assertThatThrownBy(() -> catalog.register(deep))
                .hasMessage(
                        "WEFT-CATALOG-003: customer/clv@1 cannot be registered: WEFT-SCHEMA-005: the schema S is nested"
                                + " too deeply to be stored; use at most 16 levels of structs, lists and maps."
                                + " Shorten the contract or the schema; what was published stays visible");
        assertThat(objects()).isEmpty();
    }

    @Test
    void findsByTextDomainAndTags() {
        catalog.register(entry("customer", "clv", 1));
        catalog.register(entry("AirTraffic", "OnTime", 1));
        assertThat(names(CatalogQuery.ALL)).containsExactly("AirTraffic/OnTime@1", "customer/clv@1");
        for (String text : List.of("ontime", "AIRTRAFFIC onti", "", "  ", "ontime owner@ example", "ontime gold")) {
            assertThat(names(CatalogQuery.text(text))).as(text).contains("AirTraffic/OnTime@1");
        }
        for (String text : List.of("ontime clv", "nowhere", "ontimeAir")) {
            assertThat(names(CatalogQuery.text(text))).as(text).isEmpty();
        }
        assertThat(names(CatalogQuery.text("clv customer's WORTH"))).containsExactly("customer/clv@1");
        assertThat(names(CatalogQuery.domain("airtraffic"))).containsExactly("AirTraffic/OnTime@1");
        assertThat(names(CatalogQuery.domain("air"))).isEmpty();
        assertThat(names(CatalogQuery.tag("GOLD"))).hasSize(2);
        assertThat(names(new CatalogQuery(null, null, List.of("gold", "of-clv"))))
                .containsExactly("customer/clv@1");
        assertThat(names(CatalogQuery.tag("gol"))).isEmpty();
        assertThat(names(new CatalogQuery("clv", "AirTraffic", List.of()))).isEmpty();
    }

    @Test
    void findsByWordsOfFieldsHoweverDeep() {
        catalog.register(entry("customer", "clv", 1));
        for (String word : List.of("score", "lifetime", "street", "postal", "metrics", "fieldtag")) {
            assertThat(names(CatalogQuery.text(word))).as(word).hasSize(1);
        }
    }

    private List<String> names(CatalogQuery query) {
        return catalog.search(query).stream().map(e -> e.id().toString()).toList();
    }

    private List<String> objects() {
        List<String> keys = new ArrayList<>();
        storage.list(FOLDER, "").forEach(o -> keys.add(o.location().relativeTo(FOLDER)));
        return keys;
    }

    private void put(String key, String text) {
        storage.put(products().resolve(key), text.getBytes(UTF_8), Precondition.NONE);
    }

    private static Location products() {
        return FOLDER.resolve("products");
    }

    private static CatalogEntry withRows(CatalogEntry entry, long rows) {
        return new CatalogEntry(
                entry.contract(),
                entry.schema(),
                entry.location(),
                entry.snapshotVersion(),
                entry.publishedAt(),
                rows,
                entry.findings());
    }

    private static CatalogEntry entry(String domain, String name, long version) {
        Struct address = new Struct(List.of(Field.required("street", Primitive.STRING)));
        Schema schema = new Schema(
                "Row",
                List.of(
                        Field.builder("score", Primitive.DOUBLE)
                                .required(true)
                                .description("Lifetime value")
                                .tag("fieldtag")
                                .build(),
                        Field.optional("addresses", new ListOf(address, true)),
                        Field.optional(
                                "extra", new MapOf(new Struct(List.of(Field.optional("postal", Primitive.INT))), true)),
                        Field.optional("metrics", new ListOf(Primitive.INT, true))));
        Contract contract = Contract.builder(domain, name, "1.2.3")
                .owner("Owner@Example.com")
                .description("A customer's worth")
                .tag("Gold")
                .tag("of-" + name)
                .schema(schema)
                .output(OutputPort.builder("out/").mode(PublishMode.APPEND).build())
                .build();
        return new CatalogEntry(
                contract,
                schema,
                Location.of("memory://mesh/" + domain + "/" + name),
                version,
                Instant.parse("2026-11-22T12:00:00.000000001Z").plusSeconds(version),
                10 * version,
                List.of(new Finding("not_null", List.of("score"), Severity.WARN, false, 2, List.of(4L, 7L), "two")));
    }
}
