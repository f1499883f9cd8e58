package io.weft.testkit;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.contract.Contract;
import io.weft.contract.ContractReader;
import io.weft.contract.SchemaRef;
import io.weft.event.WeftEvent;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.storage.MemoryStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/**
 * A whole platform in memory for one test, made and closed by {@link WeftExtension}: storage, clock, catalog and what
 * happened. Thread-safe.
 */
@CheckReturnValue
public final class TestMesh {
    private static final Location ROOT = Location.of("memory://mesh");

    private final TestClock clock = TestClock.create();
    private final MemoryStorage storage = MemoryStorage.create(clock);
    private final List<WeftEvent> events = new CopyOnWriteArrayList<>();
    private final Platform platform;

    TestMesh(UnaryOperator<Platform.Builder> setup) {
        Platform.Builder builder =
                Platform.builder().storage(storage).root(ROOT).clock(clock).listener(events::add);
        this.platform = setup.apply(builder).build();
    }

    /**
     * The platform. What a contract says of {@code s3://bucket/folder/} is at {@code memory://mesh/bucket/folder/}.
     *
     * @return a platform of this test's own
     */
    public Platform platform() {
        return platform;
    }

    /**
     * Where everything lands.
     *
     * @return the storage behind the platform
     */
    public MemoryStorage storage() {
        return storage;
    }

    /**
     * The platform's clock.
     *
     * @return a clock that stands still until the test moves it
     */
    public TestClock clock() {
        return clock;
    }

    /**
     * What happened so far.
     *
     * @return a copy, oldest first
     */
    public List<WeftEvent> events() {
        return List.copyOf(events);
    }

    /**
     * Opens the product of a contract file without touching the disk it lies on: relative locations are below {@code
     * memory://mesh/}, and a schema file named by a relative location is copied there first.
     *
     * @param contract a {@code dataproduct.yaml}, for example below {@code src/main/resources}
     * @return the product, through its first output port
     * @throws io.weft.contract.ContractException with every problem of the contract
     */
    public DataProduct product(Path contract) {
        Contract read = ContractReader.read(contract);
        if (read.schema() instanceof SchemaRef.File schema && !schema.location().contains("://")) {
            copy(contract.resolveSibling(schema.location()), ROOT.resolve(schema.location()));
        }
        return platform.product(read);
    }

    /**
     * Opens the product of a contract made in Java.
     *
     * @param contract the contract; relative locations are below {@code memory://mesh/}
     * @return the product, through its first output port
     */
    public DataProduct product(Contract contract) {
        return platform.product(contract);
    }

    /** {@return the clock, the events and the objects, without any object's content} */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("The mesh of this test at " + clock);
        events.forEach(event -> text.append("\n  event  ").append(event));
        try {
            for (ObjectInfo object : storage.list(ROOT, "")) {
                text.append("\n  object ")
                        .append(object.location())
                        .append(", ")
                        .append(object.size() + " bytes");
            }
        } catch (StorageException e) {
            // The test closed the platform itself.
            text.append("\n  objects unknown: ").append(e.getMessage());
        }
        return text.toString();
    }

    /** What the test opened and did not close, for people; empty if there is nothing. */
    List<String> leaks() {
        List<String> leaks = new ArrayList<>();
        openPublications().forEach(txn -> leaks.add("the publication " + txn));
        if (storage.openHandles() > 0) {
            leaks.add("inputs or outputs of the storage: " + storage.openHandles());
        }
        return leaks;
    }

    void close() {
        platform.close();
    }

    private Set<String> openPublications() {
        Set<String> open = new LinkedHashSet<>();
        for (WeftEvent event : events) {
            if (event instanceof WeftEvent.PublicationStarted) {
                open.add(event.txn());
            } else if (isEnd(event)) {
                open.remove(event.txn());
            }
        }
        return open;
    }

    private static boolean isEnd(WeftEvent event) {
        return event instanceof WeftEvent.PublicationCommitted
                || event instanceof WeftEvent.PublicationRejected
                || event instanceof WeftEvent.PublicationAbandoned;
    }

    private void copy(Path file, Location target) {
        // A missing file is the platform's to report, as it would be anywhere else.
        if (Files.isRegularFile(file)) {
            try {
                storage.put(target, Files.readAllBytes(file), Precondition.NONE);
            } catch (IOException e) {
                throw new UncheckedIOException("The schema " + file + " cannot be read", e);
            }
        }
    }
}
