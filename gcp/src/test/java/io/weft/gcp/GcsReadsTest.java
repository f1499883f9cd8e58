package io.weft.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.remote.ObjectStore;
import io.weft.testkit.http.FaultProxy;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading: one version, all of it, and undamaged. */
class GcsReadsTest {
    private static final byte[] BYTES = "0123456789".getBytes(StandardCharsets.UTF_8);

    private final ObjectStore store = GcsPeers.builder(GcsPeers.shared().uri()).requests();
    private final Location object = GcsPeers.folder().resolve("object");

    @Test
    void theTailComesWithTheFirstRequest() {
        store.put(object, BYTES, 10, Precondition.NONE, "mark");
        try (FaultProxy proxy = FaultProxy.to(GcsPeers.shared().uri())) {
            ObjectStore counted = GcsPeers.builder(proxy.uri()).requests();
            ObjectStore.Version part = counted.open(object, 4);
            assertThat(part.size()).isEqualTo(10);
            assertThat(part.tail()).asString(StandardCharsets.UTF_8).isEqualTo("6789");
            ObjectStore.Version whole = counted.open(object, 100);
            assertThat(whole.tail()).isEqualTo(BYTES);
            assertThat(whole.tag()).isEqualTo(part.tag());
            assertThat(proxy.requests()).hasSize(2);
        }
    }

    @Test
    void anEmptyObjectHasNoTail() {
        store.put(object, BYTES, 0, Precondition.NONE, "mark");
        ObjectStore.Version version = store.open(object, 4);
        assertThat(version.size()).isZero();
        assertThat(version.tail()).isEmpty();
    }

    @Test
    void aReplacedVersionIsNotFound() {
        store.put(object, BYTES, 10, Precondition.NONE, "mark");
        ObjectStore.Version version = store.open(object, 4);
        store.put(object, BYTES, 10, Precondition.NONE, "another");
        assertFails(
                Kind.NOT_FOUND,
                object + " was replaced or deleted while it was read. Open it again",
                () -> store.read(object, version, 0, new byte[4], 0, 4));
    }

    @Test
    void aWriteKnowsItsObjectAgain() {
        store.put(object, BYTES, 10, Precondition.NONE, "mark");
        assertThat(store.written(object))
                .hasValueSatisfying(written -> assertThat(written.mark()).isEqualTo("mark"));
        store.copy(object, object.parent().resolve("copy"), Precondition.NONE);
        assertThat(store.written(object.parent().resolve("copy")))
                .hasValueSatisfying(written -> assertThat(written.mark()).isNotEqualTo("mark"));
        store.delete(object);
        assertThat(store.written(object)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "crc32c=KAwGng==",
                "crc32c=KAwGng==,md5=eB5eJF1ptWaXm4bijSPyxw==",
                "md5=eB5eJF1ptWaXm4bijSPyxw==, crc32c=KAwGng==",
                "md5=eB5eJF1ptWaXm4bijSPyxw=="
            })
    void aSoundObjectIsRead(String hashes) {
        try (StubServer stub = answering(200, "X-Goog-Hash", hashes)) {
            ObjectStore whole = GcsPeers.builder(stub.uri()).requests();
            assertThat(whole.read(object, 10)).isEqualTo(BYTES);
            assertThat(whole.open(object, 10).tail()).isEqualTo(BYTES);
        }
    }

    @Test
    void aDamagedObjectIsReadAgain() {
        try (StubServer stub = answering(200, "X-Goog-Hash", "crc32c=AAAAAA==,md5=eB5eJF1ptWaXm4bijSPyxw==")) {
            ObjectStore damaged = GcsPeers.builder(stub.uri()).requests();
            String message = object + " arrived with other bytes than GCS has the checksum of. It may be read again";
            assertFails(Kind.UNAVAILABLE, message, () -> damaged.read(object, 10));
            assertFails(Kind.UNAVAILABLE, message, () -> damaged.open(object, 10));
        }
    }

    @Test
    void whatIgnoresRangesIsNoticed() {
        try (StubServer stub = answering(200, "X-Goog-Hash", "crc32c=KAwGng==")) {
            ObjectStore simple = GcsPeers.builder(stub.uri()).requests();
            ObjectStore.Version version = simple.open(object, 4);
            assertThat(version.size()).isEqualTo(10);
            assertThat(version.tail()).isEmpty();
            assertFails(
                    Kind.FAILED,
                    "GCS sent 10 bytes of " + object + " where 4 were asked for. Whatever stands between does not know"
                            + " ranges",
                    () -> simple.read(object, version, 0, new byte[4], 0, 4));
        }
    }

    @Test
    void aRangeThatIsNoneIsAskedForAgain() {
        try (StubServer stub = answering(206, "Content-Range", "bytes 0-9/*")) {
            ObjectStore strange = GcsPeers.builder(stub.uri()).requests();
            assertFails(
                    Kind.UNAVAILABLE,
                    "GCS could not be asked to read " + object
                            + ": the connection broke or took too long. It may be sent again",
                    () -> strange.open(object, 4));
        }
    }

    @Test
    void whatTellsNoGenerationIsNoticed() {
        try (StubServer stub = answering(200, "X-Goog-Generation", "")) {
            ObjectStore simple = GcsPeers.builder(stub.uri()).requests();
            assertFails(
                    Kind.FAILED,
                    "GCS did not say which generation of " + object + ". Whatever stands between leaves out headers",
                    () -> simple.open(object, 4));
        }
    }

    @Test
    void aListingBeginsAfterItsKey() {
        Location folder = object.parent();
        for (String name : List.of("a", "b", "b/c", "c")) {
            store.put(folder.resolve(name), BYTES, 1, Precondition.NONE, "mark");
        }
        assertThat(store.list(folder, "b", null).objects())
                .extracting(found -> found.location().relativeTo(folder))
                .containsExactly("b/c", "c");
    }

    private static StubServer answering(int status, String header, String value) {
        Map<String, String> headers = new HashMap<>(Map.of("X-Goog-Generation", "7", "Content-Type", "text/plain"));
        headers.put(header, value);
        headers.values().removeIf(String::isEmpty);
        String body = new String(BYTES, StandardCharsets.UTF_8);
        return StubServer.start(number -> new StubServer.Answer(status, headers, body));
    }

    private static void assertFails(Kind kind, String message, ThrowingCallable call) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call)
                .withMessageEndingWith(": " + message)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
