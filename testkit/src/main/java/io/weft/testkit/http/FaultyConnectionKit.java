package io.weft.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishOutcomeUnknownException;
import io.weft.WeftException;
import io.weft.contract.Contract;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.storage.ForwardingStorage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An adapter's own client and a real server, and between them whatever can go wrong, at each request of a publication: it
 * lands exactly once. An adapter passes this kit by extending it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class FaultyConnectionKit {
    /** What an adapter with ten faults and six requests has at least. */
    private static final int LEAST_CASES = 60;

    private static final int PART = 5 << 20;
    private static final Transfers PATIENT = new Transfers(PART, 4, Duration.ofSeconds(20));
    private static final Transfers IMPATIENT = new Transfers(PART, 1, Duration.ZERO);

    private static final List<HttpFault> OF_ANY_CONNECTION = List.of(
            HttpFault.dropRequest(),
            HttpFault.dropAnswer(),
            HttpFault.resetAnswer(),
            HttpFault.halfAnswer(),
            HttpFault.halfRequest(),
            HttpFault.duplicate());

    /** For subclasses. */
    protected FaultyConnectionKit() {}

    /**
     * Names the server. It serves all tests.
     *
     * @return where it listens, on loopback
     */
    protected abstract URI server();

    /**
     * Opens the storage under test; the kit closes it.
     *
     * @param server where it sends its requests
     * @param transfers how long it repeats them
     * @return an open storage
     */
    protected abstract Storage storage(URI server, Transfers transfers);

    /**
     * Names the place of one product.
     *
     * @return a folder that nothing else uses and that holds no objects
     */
    protected abstract Location folder();

    /**
     * What this store answers when it fails, is busy, or is in conflict with itself.
     *
     * @return faults that replace a request or its answer, among them status 500, 503 and 409
     */
    protected abstract List<HttpFault> answers();

    /** Every fault at every request that it can befall. */
    final Stream<HttpFault> faults() {
        int requests = requestsOfAPublication();
        return Stream.concat(OF_ANY_CONNECTION.stream(), answers().stream())
                .flatMap(fault -> IntStream.rangeClosed(1, requests).mapToObj(fault::nth));
    }

    /**
     * Whatever befalls one request, the publication is there once and whole, and the location is healthy.
     *
     * @param fault what happens
     */
    @ParameterizedTest
    @MethodSource("faults")
    public void aPublicationLandsOnce(HttpFault fault) {
        HttpFaultPlan plan = HttpFaultPlan.of(fault);
        Contract orders = Orders.at(folder());
        plan.check(() -> {
            try (FaultProxy proxy = FaultProxy.to(server(), plan);
                    Storage storage = storage(proxy.uri(), PATIENT)) {
                publish(open(orders, storage));
            }
            assertLandedOnce(orders);
        });
    }

    /** There are as many cases as the kit promises. */
    @Test
    public void everyRequestOfAPublicationHasItsTurn() {
        assertThat(faults().count()).isGreaterThanOrEqualTo(LEAST_CASES);
    }

    /** The known-bad twin: the kit finds a storage that takes silence for consent. */
    @Test
    public void aStorageThatTakesSilenceForConsentIsFoundOut() {
        int requests = requestsOfAPublication();
        assertThat(IntStream.rangeClosed(1, requests)).anyMatch(request -> !isHonest(request));
    }

    private boolean isHonest(int dropped) {
        Contract orders = Orders.at(folder());
        try (FaultProxy proxy = FaultProxy.to(
                        server(), HttpFaultPlan.of(HttpFault.dropRequest().nth(dropped)));
                Storage storage = new Optimist(storage(proxy.uri(), IMPATIENT))) {
            publish(open(orders, storage));
        } catch (WeftException e) {
            return true;
        }
        try {
            assertLandedOnce(orders);
            return true;
        } catch (AssertionError | WeftException e) {
            return false;
        }
    }

    private static final class Optimist extends ForwardingStorage {
        Optimist(Storage storage) {
            super(storage);
        }

        @Override
        public ObjectInfo put(Location object, byte[] bytes, Precondition precondition) {
            try {
                return super.put(object, bytes, precondition);
            } catch (StorageException e) {
                return new ObjectInfo(object, bytes.length, Instant.EPOCH);
            }
        }
    }

    private int requestsOfAPublication() {
        try (FaultProxy proxy = FaultProxy.to(server());
                Storage storage = storage(proxy.uri(), PATIENT)) {
            publish(open(Orders.at(folder()), storage));
            return proxy.requests().size();
        }
    }

    private static DataProduct open(Contract contract, Storage storage) {
        return Platform.builder().storage(storage).build().product(contract);
    }

    private static void publish(DataProduct product) {
        try {
            product.publication().idempotencyKey("run 7").publish(Orders.rows());
        } catch (PublishOutcomeUnknownException e) {
            // What a careful caller does.
            product.publication().idempotencyKey("run 7").publish(Orders.rows());
        }
    }

    private void assertLandedOnce(Contract orders) {
        try (Storage storage = storage(server(), PATIENT)) {
            DataProduct product = open(orders, storage);
            assertThat(product.snapshots()).hasSize(1);
            assertThat(Orders.ids(product)).containsExactlyInAnyOrderElementsOf(Orders.IDS);
            // What follows the log may have given up; whoever comes next makes up for it.
            assertThat(product.maintenance().catchUp()).isEmpty();
            assertThat(product.maintenance().examine().healthy()).isTrue();
        }
    }
}
