package io.weft.internal.upkeep;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Maintenance;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.contract.Contract;
import io.weft.contract.ContractReader;
import io.weft.contract.ViewKind;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.LogPaths;
import io.weft.internal.log.Operation;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Version;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A product of rows {@code (day, id)} in memory, with a clock of the publisher's and one of the store's. */
final class Shop {
    static final Location ROOT = Location.of("memory://mesh/sales/orders");
    static final LogPaths PATHS = new LogPaths(ROOT);
    static final String NOBODY = "0".repeat(32);

    final Hands publishers = new Hands();
    final Hands stores = new Hands();
    /** Keeps versions; the product is told of them by {@link #other} alone. */
    final MemoryStorage memory = MemoryStorage.keepingVersions(stores);

    final MeddledStorage storage = new MeddledStorage(memory);
    final DataProduct product;

    Shop() {
        this(ViewKind.DIRECTORY, "");
    }

    Shop(ViewKind view, String partitionBy) {
        this.product = open(storage, contract(view, partitionBy));
    }

    static Contract contract(ViewKind view, String partitionBy) {
        return ContractReader.read("""
                name: orders
                domain: sales
                version: 1.0.0
                owner: orders@example.com
                schema:
                  fields:
                    - {name: day, type: string, required: true}
                    - {name: id, type: int, required: true}
                output:
                  location: %s
                  mode: append
                  view: %s
                  %s
                """.formatted(
                        ROOT,
                        view.name().toLowerCase(Locale.ROOT),
                        partitionBy.isEmpty() ? "" : "partition_by: [" + partitionBy + "]"));
    }

    DataProduct open(Storage of, Contract contract) {
        return Platform.builder().storage(of).clock(publishers).build().product(contract);
    }

    /** Another process with the same contract, which nobody meddles with. */
    DataProduct other() {
        return open(memory, product.contract());
    }

    Maintenance maintenance() {
        return product.maintenance();
    }

    void goOn(Duration time) {
        publishers.goOn(time);
        stores.goOn(time);
    }

    Snapshot append(String day, int... ids) {
        return publish(product, PublishMode.APPEND, day, ids);
    }

    Snapshot replace(String day, int... ids) {
        return publish(product, PublishMode.REPLACE, day, ids);
    }

    static Snapshot publish(DataProduct by, PublishMode mode, String day, int... ids) {
        List<Map<String, Object>> rows = IntStream.of(ids)
                .<Map<String, Object>>mapToObj(id -> Map.of("day", day, "id", id))
                .toList();
        return by.publication().mode(mode).publish(rows).snapshot();
    }

    static List<Integer> ids(Snapshot snapshot) {
        try (Rows<Map<String, Object>> rows = snapshot.read();
                Stream<Map<String, Object>> stream = rows.stream()) {
            return stream.map(row -> (Integer) row.get("id")).sorted().toList();
        }
    }

    /** What is in the storage now, as a process sees it that remembers nothing. */
    ProductLog log() {
        ProductLog log = log(memory);
        log.refresh();
        return log;
    }

    ProductLog log(Storage of) {
        return new ProductLog(of, ROOT, "sales/orders@1", publishers, attempt -> {});
    }

    LogEntry newest() {
        return log().newest().orElseThrow();
    }

    List<Operation> operations() {
        return log().versions().stream().map(Version::operation).toList();
    }

    boolean isThere(Location object) {
        return memory.stat(object).isPresent();
    }

    byte[] bytes(Location object) {
        return memory.read(object, 1 << 24);
    }

    void put(Location object, byte[] bytes) {
        memory.put(object, bytes, Precondition.NONE);
    }

    /** A data file that a publication staged, which then died. */
    Location leaveBehind(String attempt, int file) {
        Location object = ROOT.resolve(LogPaths.dataFile(NOBODY, attempt, file));
        put(object, new byte[] {1, 2, 3});
        return object;
    }

    Set<Location> objects(Location folder) {
        Set<Location> objects = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
        memory.list(folder, "").forEach(object -> objects.add(object.location()));
        return objects;
    }

    Location onlyFile(Snapshot snapshot) {
        assertThat(snapshot.files()).hasSize(1);
        return snapshot.files().get(0).location();
    }

    /** Everything in the location with its size and time, to say that nothing was changed. */
    List<ObjectInfo> everything() {
        return StreamSupport.stream(memory.list(ROOT, "").spliterator(), false).toList();
    }
}
