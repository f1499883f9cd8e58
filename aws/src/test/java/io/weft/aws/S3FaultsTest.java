package io.weft.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.PublishOutcomeUnknownException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.FaultProxy;
import io.weft.testkit.http.HttpFault;
import io.weft.testkit.http.HttpFaultPlan;
import io.weft.testkit.storage.ForwardingStorage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The real SDK and a server, and between them whatever can go wrong, at each request of a publication: it lands once. */
class S3FaultsTest {
    private static final S3Peer PEER = S3Peers.shared(S3ProxyPeer.class);
    private static final int ROWS = 10;

    private static final List<HttpFault> FAULTS = List.of(
            HttpFault.dropRequest(),
            HttpFault.dropAnswer(),
            HttpFault.resetAnswer(),
            HttpFault.halfAnswer(),
            HttpFault.halfRequest(),
            HttpFault.answer(500, "application/xml", error("InternalError")),
            HttpFault.replaceAnswer(500, "application/xml", error("InternalError")),
            HttpFault.answer(503, "application/xml", error("SlowDown")),
            HttpFault.answer(409, "application/xml", error("ConditionalRequestConflict")),
            HttpFault.duplicate());

    private static String error(String code) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                + "</Code><Message>planned</Message></Error>";
    }

    /** Every fault at every request that it can befall. */
    static Stream<HttpFault> faults() {
        int requests = requestsOfAPublication().size();
        return FAULTS.stream()
                .flatMap(fault -> IntStream.rangeClosed(1, requests).mapToObj(fault::nth));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aPublicationLandsOnce(HttpFault fault) {
        HttpFaultPlan plan = HttpFaultPlan.of(fault);
        Shop shop = new Shop();
        plan.check(() -> {
            try (FaultProxy proxy = FaultProxy.to(PEER.endpoint(), plan);
                    Storage storage = S3Peers.storage(proxy.uri())) {
                DataProduct product = shop.open(storage);
                publish(product);
            }
            assertLandedOnce(shop, PEER.endpoint());
        });
    }

    /** The twin. */
    @Test
    void aStorageThatTakesSilenceForConsentIsFoundOut() {
        HttpFaultPlan plan = HttpFaultPlan.of(HttpFault.dropRequest().on("PUT").at("log/*"));
        Shop shop = new Shop();
        try (FaultProxy proxy = FaultProxy.to(PEER.endpoint(), plan);
                Storage storage = new Optimist(S3Peers.builder(proxy.uri())
                        .transfers(new Transfers(5 << 20, 1, Duration.ZERO))
                        .build())) {
            publish(shop.open(storage));
            proxy.assertAllHappened();
        }
        assertThatThrownBy(() -> assertLandedOnce(shop, PEER.endpoint())).isInstanceOf(AssertionError.class);
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

    @Test
    void everyRequestOfAPublicationHasItsTurn() {
        List<ProxiedNames> names = requestsOfAPublication();
        assertThat(faults().count()).isGreaterThanOrEqualTo(60);
        assertThat(names).extracting(ProxiedNames::method).contains("PUT", "GET", "DELETE");
        assertThat(names).extracting(ProxiedNames::path).anyMatch(path -> path.contains("/_weft/log/"));
    }

    private record ProxiedNames(String method, String path) {}

    private static List<ProxiedNames> requestsOfAPublication() {
        try (FaultProxy proxy = FaultProxy.to(PEER.endpoint());
                Storage storage = S3Peers.storage(proxy.uri())) {
            publish(new Shop().open(storage));
            List<ProxiedNames> names = new ArrayList<>();
            proxy.requests().forEach(request -> names.add(new ProxiedNames(request.method(), request.path())));
            return names;
        }
    }

    private static void publish(DataProduct product) {
        try {
            product.publication().idempotencyKey("run 7").publish(Shop.rows(ROWS));
        } catch (PublishOutcomeUnknownException e) {
            // What a careful caller does.
            product.publication().idempotencyKey("run 7").publish(Shop.rows(ROWS));
        }
    }

    private static void assertLandedOnce(Shop shop, URI endpoint) {
        try (Storage storage = S3Peers.storage(endpoint)) {
            DataProduct product = shop.open(storage);
            assertThat(product.snapshots()).hasSize(1);
            assertThat(Shop.ids(product))
                    .containsExactlyInAnyOrderElementsOf(IntStream.range(0, ROWS)
                            .boxed()
                            .map(Object.class::cast)
                            .toList());
            // What follows the log may have given up; whoever comes next makes up for it.
            assertThat(product.maintenance().catchUp()).isEmpty();
            assertThat(product.maintenance().examine().healthy()).isTrue();
        }
    }
}
