package io.weft.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.Platform;
import io.weft.WeftException;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Which servers are trusted after a race, and which are refused. */
class S3ProbeTest {
    @ParameterizedTest
    @ValueSource(classes = {S3ProxyPeer.class, MotoPeer.class})
    void aServerThatKeepsCreateIfAbsentIsTrusted(Class<? extends S3Peer> kind) {
        Location folder = S3Peers.folder();
        try (Storage storage =
                S3Peers.builder(S3Peers.shared(kind).endpoint()).probed(true).build()) {
            storage.put(folder.resolve("object"), new byte[1], Precondition.ABSENT);
            assertThat(storage.list(folder, "")).hasSize(1);
        }
    }

    @Test
    void aServerThatLetsTwoWritersWinIsRefusedAndNothingIsPublished() {
        URI endpoint = S3Peers.shared(S3rverPeer.class).endpoint();
        Location folder = S3Peers.folder();
        try (Platform platform =
                Platform.builder().storage(s3rver(endpoint).build()).build()) {
            assertThatThrownBy(() -> platform.product(orders(folder)).publish(List.of(Map.of("id", 1))))
                    .isInstanceOf(WeftException.class)
                    .hasMessageContaining(
                            "was not written: of 8 writers that created one object at once in s3://weft-test,"
                                    + " the store let 8 succeed")
                    .hasMessageContaining("or use a store that keeps create-if-absent");
        }
        try (Storage storage = s3rver(endpoint).build()) {
            assertThat(storage.list(folder, "")).isEmpty();
        }
    }

    /** The twin: who is told to trust it overwrites what is there. */
    @Test
    void withoutTheProbeThatServerLosesAWrite() {
        URI endpoint = S3Peers.shared(S3rverPeer.class).endpoint();
        Location object = S3Peers.folder().resolve("object");
        try (Storage storage = s3rver(endpoint).probed(false).build()) {
            storage.put(object, new byte[1], Precondition.ABSENT);
            long before = storage.stat(object).orElseThrow().size();
            storage.put(object, new byte[5], Precondition.ABSENT);
            // It counts the signatures within the body, too.
            assertThat(storage.stat(object).orElseThrow().size()).isEqualTo(before + 4);
        }
    }

    /** Another place than Amazon's is tried unless one says otherwise. */
    private static S3Storage.Builder s3rver(URI endpoint) {
        return S3Storage.builder()
                .endpoint(endpoint)
                .credentials(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(S3rverPeer.USER, S3rverPeer.USER)))
                .checksums(false);
    }

    private static Contract orders(Location folder) {
        return Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(new Schema("Order", List.of(Field.required("id", Primitive.INT))))
                .output(OutputPort.builder(folder.toString()).build())
                .build();
    }
}
