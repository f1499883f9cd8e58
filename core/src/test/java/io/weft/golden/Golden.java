package io.weft.golden;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.contract.ContractReader;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.storage.MemoryStorage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * Two products as some version of Weft left them, with what its readers saw: {@code orders} with a directory view, and
 * {@code visits}, partitioned by day, with a manifest. As a zip it is kept for the versions to come; it uses nothing but
 * the public API, so that it can be compiled with any of them.
 */
final class Golden {
    static final List<String> PRODUCTS = List.of("orders", "visits");
    private static final Location ROOT = Location.of("memory://golden/mesh");
    private static final String EXPECTED = "expected.txt";
    private static final String TIME = "-time.txt";

    final MemoryStorage storage;
    private final Hands clock;
    /** What each version held when it was published: product, version, time and rows. */
    final List<String> expected = new ArrayList<>();

    /** Publications are a minute apart, and stores and publishers have the same clock. */
    private static final class Hands implements InstantSource {
        private Instant now;

        Hands(Instant now) {
            this.now = now;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private Golden(Instant time) {
        this.clock = new Hands(time);
        this.storage = MemoryStorage.create(clock);
    }

    static Golden begin() {
        return new Golden(Instant.parse("2026-11-22T06:00:00Z"));
    }

    static Location root(String product) {
        return ROOT.resolve(product);
    }

    /** What a publication that died left behind. */
    void leaveBehind(DataProduct product) {
        storage.put(
                root(product.contract().name())
                        .resolve("_weft/data/" + "d".repeat(32) + "/" + "d".repeat(12) + "-0.pq"),
                new byte[] {1, 2, 3},
                Precondition.NONE);
    }

    void goOn(Duration time) {
        clock.now = clock.now.plus(time);
    }

    DataProduct open(String product) {
        return Platform.builder().storage(storage).clock(clock).build().product(ContractReader.read("""
                        name: %s
                        domain: golden
                        version: 1.2.0
                        owner: golden@example.com
                        schema:
                          fields:
                            - {name: day, type: string, required: true}
                            - {name: id, type: int, required: true}
                            - {name: price, type: "decimal(9,2)"}
                        output:
                          location: %s
                          mode: append
                          %s
                        """.formatted(
                        product, root(product), output(product))));
    }

    private static String output(String product) {
        return product.equals("visits") ? "view: manifest\n  partition_by: [day]" : "view: directory";
    }

    /** Publishes two rows. */
    Snapshot publish(DataProduct product, PublishMode mode, String day, int id) {
        List<Map<String, Object>> rows = IntStream.of(id, id + 1)
                .<Map<String, Object>>mapToObj(
                        i -> Map.of("day", day, "id", i, "price", BigDecimal.valueOf(i * 101L, 2)))
                .toList();
        Snapshot snapshot = product.publication().mode(mode).publish(rows).snapshot();
        goOn(Duration.ofMinutes(1));
        return snapshot;
    }

    /** Remembers what the versions hold that are retained now. */
    void expectWhatIsThere() {
        for (String product : PRODUCTS) {
            expected.addAll(seen(open(product)));
        }
    }

    static List<String> seen(DataProduct product) {
        List<String> seen = new ArrayList<>();
        for (Snapshot snapshot : product.snapshots()) {
            try (Rows<Map<String, Object>> rows = snapshot.read();
                    Stream<Map<String, Object>> stream = rows.stream()) {
                List<String> sorted = stream.map(row -> row.get("day") + "|" + row.get("id") + "|" + row.get("price"))
                        .sorted()
                        .toList();
                seen.add(product.contract().name() + " " + snapshot.version() + " " + snapshot.publishedAt() + " "
                        + snapshot.rowCount() + " " + sorted);
            }
        }
        return seen;
    }

    /** When the store got the last object of a product: all of them will have this time. */
    private Instant finished(String product) {
        Instant last = Instant.MIN;
        for (ObjectInfo object : storage.list(root(product), "")) {
            last = object.lastModified().isAfter(last) ? object.lastModified() : last;
        }
        return last;
    }

    byte[] zip() {
        Map<String, byte[]> files = new TreeMap<>();
        for (ObjectInfo object : storage.list(ROOT, "")) {
            files.put(object.location().relativeTo(ROOT), storage.read(object.location(), 1 << 20));
        }
        files.put(EXPECTED, (String.join("\n", expected) + "\n").getBytes(StandardCharsets.UTF_8));
        for (String product : PRODUCTS) {
            files.put(product + TIME, finished(product).toString().getBytes(StandardCharsets.UTF_8));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                ZipEntry entry = new ZipEntry(file.getKey());
                entry.setTime(0);
                zip.putNextEntry(entry);
                zip.write(file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Golden of(byte[] bytes) {
        Map<String, byte[]> files = new TreeMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(bytes))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Golden golden = begin();
        golden.expected.addAll(new String(files.remove(EXPECTED), StandardCharsets.UTF_8)
                .lines()
                .toList());
        for (String product : PRODUCTS) {
            golden.clock.now = Instant.parse(new String(files.remove(product + TIME), StandardCharsets.UTF_8));
            files.forEach((name, content) -> {
                if (name.startsWith(product + "/")) {
                    golden.storage.put(ROOT.resolve(name), content, Precondition.NONE);
                }
            });
        }
        return golden;
    }
}
