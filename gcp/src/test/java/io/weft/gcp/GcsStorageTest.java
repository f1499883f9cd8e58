package io.weft.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.api.services.storage.model.StorageObject;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import io.weft.testkit.http.FaultProxy;
import io.weft.testkit.http.ProxiedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be said about the storage, and that the store is told it. */
class GcsStorageTest {
    private static final String KEY = "projects/p/locations/eu/keyRings/r/cryptoKeys/k";

    private final URI gcs = GcsPeers.shared().uri();
    private final Location folder = GcsPeers.folder();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gs://bucket",
                "storage.googleapis.com",
                "https:///path",
                "https://user:secret@host",
                "https://host?key=secret",
                "https://host/path"
            })
    void anEndpointIsAHost(String uri) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> GcsStorage.builder().endpoint(URI.create(uri)))
                .withMessage("an endpoint is https://host or https://host:port, without user, path or query");
    }

    @ParameterizedTest
    @ValueSource(strings = {"key", "projects/p/locations/eu/keyRings/r", KEY + "/cryptoKeyVersions/1", ""})
    void aKeyHasItsWholeName(String name) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> GcsStorage.builder().kmsKey(name))
                .withMessageStartingWith("'" + name + "' is no key of Cloud KMS; write projects/P/locations/L/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"standard", "GLACIER", "MULTI_REGIONAL", ""})
    void aStorageClassIsOneOfFour(String name) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> GcsStorage.builder().storageClass(name))
                .withMessage(
                        "'" + name + "' is no storage class for new objects; these are [STANDARD, NEARLINE, COLDLINE,"
                                + " ARCHIVE]");
    }

    @Test
    void theMarkOfAWriteIsNobodyElses() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> GcsStorage.builder().metadata("weft-write", "mine"))
                .withMessageContaining("'weft-write' is what Weft knows its writes by");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S", "PT600000H"})
    void theStoreGetsSomeTime(String silence) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> GcsStorage.builder().silence(Duration.parse(silence)))
                .withMessage("the store must be given some time to answer, up to three weeks");
    }

    @Test
    void openingAsksNobodyForAnything() {
        try (Storage storage = GcsStorage.create()) {
            assertThat(storage.schemes()).containsExactly("gs");
        }
    }

    @Test
    void everyObjectHasItsClassItsMetadataAndItsMark() {
        try (Storage storage = GcsPeers.builder(gcs)
                .storageClass("NEARLINE")
                .metadata("team", "sales")
                .build()) {
            writeInEveryWay(storage);
        }
        for (String name : List.of("whole", "parts", "copy")) {
            StorageObject object = GcsPeers.resource(gcs, folder.resolve(name));
            assertThat(object.getStorageClass()).isEqualTo("NEARLINE");
            assertThat(object.getMetadata()).containsEntry("team", "sales").containsKey("weft-write");
            assertThat(object.getContentType()).isEqualTo("application/octet-stream");
        }
    }

    @Test
    void withoutAWordTheBucketDecides() {
        try (Storage storage = GcsPeers.builder(gcs).build()) {
            writeInEveryWay(storage);
        }
        StorageObject object = GcsPeers.resource(gcs, folder.resolve("whole"));
        assertThat(object.getStorageClass()).isEqualTo("STANDARD");
        assertThat(object.getMetadata()).containsOnlyKeys("weft-write");
    }

    /** The double does not know keys, and so proves that it was told of one. */
    @Test
    void theKeyIsToldWithEveryWrite() {
        try (Storage plain = GcsPeers.builder(gcs).build();
                Storage storage = GcsPeers.builder(gcs).kmsKey(KEY).build()) {
            plain.put(folder.resolve("source"), new byte[1], Precondition.NONE);
            assertNotKnown("kmsKeyName", () -> storage.put(folder.resolve("x"), new byte[1], Precondition.NONE));
            assertNotKnown("kmsKeyName", () -> writeInParts(storage, folder.resolve("x")));
            assertNotKnown("destinationKmsKeyName", () -> copy(storage, "source", "x"));
        }
    }

    private static void assertNotKnown(String parameter, ThrowingCallable write) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(write)
                .withMessageContaining("501 notImplemented")
                .withMessageContaining("GcsStorage.builder() can leave out")
                .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.FAILED))
                .havingCause()
                .withMessageContaining("the parameter \\\"" + parameter + "\\\"");
    }

    @Test
    void theProjectPaysForEveryRequest() {
        try (FaultProxy proxy = FaultProxy.to(gcs);
                Storage storage = GcsPeers.builder(proxy.uri()).project("payer").build()) {
            writeInEveryWay(storage);
            assertThat(storage.stat(folder.resolve("whole"))).isPresent();
            assertThat(storage.read(folder.resolve("whole"), 10)).hasSize(3);
            assertThat(storage.list(folder, "")).hasSize(3);
            storage.delete(folder.resolve("whole"));
            // The address of an upload has it from its beginning.
            assertThat(proxy.requests())
                    .filteredOn(request -> !request.queryNames().contains("upload_id"))
                    .hasSize(7)
                    .allSatisfy(request -> assertThat(request.queryNames()).contains("userProject"));
        }
    }

    @Test
    void theStoreIsToldWhoAsks() {
        try (StubServer stub = StubServer.start(number -> new StubServer.Answer(404, Map.of(), ""));
                Storage storage = GcsPeers.builder(stub.uri()).build()) {
            assertThat(storage.stat(folder.resolve("x"))).isEmpty();
            assertThat(stub.heads().get(0).getFirst("User-Agent")).startsWith("weft ");
        }
    }

    /** Requests of a publication are few, and each is in the books of somebody. */
    @Test
    void aWholeObjectIsOneRequestAndALargeOneTwoMoreThanItsParts() {
        try (FaultProxy proxy = FaultProxy.to(gcs);
                Storage storage = GcsPeers.builder(proxy.uri()).build()) {
            storage.put(folder.resolve("x"), new byte[GcsPeers.PART], Precondition.ABSENT);
            assertThat(proxy.requests()).extracting(ProxiedRequest::method).containsExactly("POST");
            writeInParts(storage, folder.resolve("y"));
            assertThat(proxy.requests())
                    .extracting(ProxiedRequest::method)
                    .containsExactly("POST", "POST", "PUT", "PUT", "PUT", "PUT");
        }
    }

    private void writeInEveryWay(Storage storage) {
        storage.put(folder.resolve("whole"), new byte[3], Precondition.ABSENT);
        writeInParts(storage, folder.resolve("parts"));
        copy(storage, "whole", "copy");
    }

    /** Three parts, the last of which is a small one. */
    private static void writeInParts(Storage storage, Location object) {
        byte[] bytes = new byte[2 * GcsPeers.PART + GcsUpload.QUANTUM + 1];
        try (StorageOutput output = storage.create(object, Precondition.ABSENT)) {
            output.write(bytes, 0, bytes.length);
            output.commit();
        }
    }

    private void copy(Storage storage, String source, String target) {
        storage.capability(ServerSideCopy.class)
                .orElseThrow()
                .copy(folder.resolve(source), folder.resolve(target), Precondition.ABSENT);
    }
}
