package io.weft.azure;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ViewKind;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.spi.storage.Storage;
import io.weft.testkit.http.FaultProxy;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a publication asks of Azure, as docs/how-to/use-azure.md has it. */
class CostTest {
    private final URI server = Peer.server();

    /** Three requests and one for the file; the view seven and a copy. */
    @ParameterizedTest
    @CsvSource({"NONE, 4", "DIRECTORY, 12"})
    void anAppendMakesFewRequests(ViewKind view, int requests) {
        try (FaultProxy proxy = FaultProxy.to(server);
                Storage storage = Peer.storage(proxy.uri());
                Platform platform = Platform.builder().storage(storage).build()) {
            DataProduct product = platform.product(orders(view));
            product.publish(List.of(Map.of("id", 1)));
            product.publish(List.of(Map.of("id", 2)));
            int before = proxy.requests().size();
            product.publish(List.of(Map.of("id", 3)));
            assertThat(proxy.requests().subList(before, proxy.requests().size()))
                    .hasSize(requests);
        }
    }

    private static Contract orders(ViewKind view) {
        return Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(new Schema("Order", List.of(Field.required("id", Primitive.INT))))
                .output(OutputPort.builder(Peer.folder().toString())
                        .mode(PublishMode.APPEND)
                        .view(view)
                        .build())
                .build();
    }
}
