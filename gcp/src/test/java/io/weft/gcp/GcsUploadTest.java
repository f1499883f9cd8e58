package io.weft.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import io.weft.spi.storage.UnfinishedWrites;
import io.weft.spi.storage.remote.ObjectStore;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.gcs.GcsCall;
import io.weft.testkit.gcs.GcsDouble;
import io.weft.testkit.http.FaultProxy;
import io.weft.testkit.http.HttpFault;
import io.weft.testkit.http.HttpFaultPlan;
import io.weft.testkit.http.ProxiedRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Objects in parts: whatever becomes of a request, the object is whole, or is not there and somebody heard of it. */
class GcsUploadTest {
    private static final int QUANTUM = GcsUpload.QUANTUM;
    private static final byte[] BYTES = random(3 * GcsPeers.PART + QUANTUM + 7);

    private final GcsDouble gcs = GcsDouble.start();
    private final FaultProxy proxy = FaultProxy.to(gcs.uri());
    private final Storage storage = GcsPeers.builder(proxy.uri()).build();
    private final Location object = GcsPeers.folder().resolve("object");

    GcsUploadTest() {
        GcsPeers.makeBucket(gcs.uri(), GcsPeers.BUCKET);
    }

    @AfterEach
    void stop() {
        storage.close();
        proxy.close();
        gcs.close();
    }

    /** The requests after the first: three parts, what is whole of the fourth, and the end with the rest of it. */
    static Stream<HttpFault> faults() {
        return Stream.of(
                        HttpFault.dropRequest(),
                        HttpFault.dropAnswer(),
                        HttpFault.resetAnswer(),
                        HttpFault.halfAnswer(),
                        HttpFault.halfRequest(),
                        HttpFault.duplicate(),
                        HttpFault.duplicateFirst(),
                        GcsRefusals.answer(503, "backendError"),
                        HttpFault.replaceAnswer(
                                500, GcsRefusals.JSON, GcsRefusals.body(500, "internalError", "planned")),
                        GcsRefusals.answer(429, "rateLimitExceeded"))
                .flatMap(fault -> IntStream.rangeClosed(1, 5).mapToObj(fault.on("PUT")::nth));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void anObjectIsWholeWhateverBecomesOfARequest(HttpFault fault) {
        proxy.plan(fault);
        write(Precondition.ABSENT);
        proxy.assertAllHappened();
        assertWhole();
    }

    /** Half of such an answer is no case: it has only a head, and the JDK takes one that is cut off without TLS for whole. */
    @ParameterizedTest
    @ValueSource(strings = {"drop answer", "reset answer", "duplicate", "drop request", "answer 503"})
    void aSessionThatNobodyHeardOfIsBegunAgain(String fault) {
        proxy.plan(HttpFaultPlan.parse(fault).faults().get(0));
        write(Precondition.ABSENT);
        proxy.assertAllHappened();
        assertWhole();
    }

    @ParameterizedTest
    @CsvSource({"65536", "1000000", "1048576", "1300000"})
    void anySizeOfPartsWillDo(int part) {
        try (Storage odd = GcsPeers.builder(proxy.uri())
                .transfers(new Transfers(part, 2, Duration.ofSeconds(20)))
                .build()) {
            write(odd, Precondition.NONE, BYTES);
        }
        assertWhole();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1024, 4096})
    void anySizeOfObjectsWillDo(int beyond) {
        for (int size : new int[] {2 * GcsPeers.PART, 2 * GcsPeers.PART + QUANTUM - beyond, GcsPeers.PART + beyond}) {
            byte[] bytes = random(size);
            write(storage, Precondition.NONE, bytes);
            assertThat(Arrays.equals(storage.read(object, Integer.MAX_VALUE), bytes))
                    .as("%s bytes", size)
                    .isTrue();
        }
    }

    @Test
    void theConditionIsThatOfTheEnd() {
        try (StorageOutput late = begun(Precondition.ABSENT)) {
            storage.put(object, new byte[1], Precondition.ABSENT);
            assertFails(Kind.EXISTS, " exists already and was left as it is", late::commit);
        }
        assertThat(storage.read(object, 10)).hasSize(1);
    }

    @Test
    void aReplacementReplacesAtItsEnd() {
        storage.put(object, new byte[1], Precondition.NONE);
        try (StorageOutput output = begun(Precondition.NONE)) {
            assertThat(storage.read(object, 10)).hasSize(1);
            output.commit();
        }
        assertWhole();
    }

    /** The end took effect, its answer was lost, and the session with it: the mark tells whose the object is. */
    @Test
    void anObjectOfItsOwnIsKnownByItsMark() {
        proxy.plan(HttpFault.dropAnswer().on("PUT").nth(5));
        proxy.plan(GcsRefusals.answer(410, "gone").on("PUT").nth(6));
        write(Precondition.ABSENT);
        proxy.assertAllHappened();
        assertWhole();
    }

    @Test
    void anothersObjectIsNotTakenForItsOwn() {
        try (StorageOutput late = begun(Precondition.ABSENT)) {
            storage.put(object, new byte[1], Precondition.ABSENT);
            proxy.plan(HttpFault.dropAnswer().on("PUT").nth(1));
            assertFails(Kind.EXISTS, " exists already and was left as it is", late::commit);
        }
    }

    @ParameterizedTest
    @CsvSource({"404, 2", "410, 3", "499, 5"})
    void aSessionThatIsGoneIsSaidToBe(int status, int request) {
        proxy.plan(GcsRefusals.answer(status, "gone").on("PUT").nth(request));
        assertFails(
                Kind.FAILED,
                " was not written: its upload was dropped, as after a week. Write it again",
                () -> write(Precondition.ABSENT));
        assertThat(storage.stat(object)).isEmpty();
    }

    @Test
    void whoGivesUpDropsTheParts() {
        begun(Precondition.ABSENT).close();
        assertThat(proxy.requests()).last().extracting(ProxiedRequest::method).isEqualTo("DELETE");
        assertThat(storage.stat(object)).isEmpty();
        assertThat(storage.list(object.parent(), "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 410, 499})
    void whatIsGoneNeedNotBeDropped(int status) {
        ObjectStore store = GcsPeers.builder(proxy.uri()).requests();
        ObjectStore.Upload upload = store.begin(object, Precondition.ABSENT, "mark");
        proxy.plan(GcsRefusals.answer(status, "gone").on("DELETE"));
        upload.abort();
        proxy.assertAllHappened();
        upload.abort();
        proxy.plan(GcsRefusals.answer(503, "backendError").on("DELETE"));
        assertFails(Kind.OUTCOME_UNKNOWN, "GCS did not drop the parts of", upload::abort);
    }

    /** Nobody can list sessions, so nobody can drop those of killed writers. */
    @Test
    void whatKilledWritersLeaveIsLeftToGoogle() {
        assertThat(storage.capability(UnfinishedWrites.class)).isEmpty();
        ObjectStore store = GcsPeers.builder(proxy.uri()).requests();
        assertThat(store.keepsUnfinishedUploads()).isFalse();
        assertThat(store.discard(object.parent(), Instant.EPOCH)).isZero();
    }

    /** The double's answer names the double; the upload goes where everything goes, which is the proxy. */
    @Test
    void anUploadGoesWhereAllRequestsGo() {
        write(Precondition.ABSENT);
        assertThat(gcs.requests())
                .containsEntry(GcsCall.OBJECTS_INSERT, 1L)
                .containsEntry(GcsCall.OBJECTS_INSERT_RESUME, 5L);
        assertThat(proxy.requests())
                .extracting(ProxiedRequest::method)
                .containsExactly("POST", "PUT", "PUT", "PUT", "PUT", "PUT");
    }

    /** Bytes that are there already are passed over, so a part keeps the bytes that came first. The checksum tells. */
    @Test
    void otherBytesForAPartAreFoundOut() {
        ObjectStore store = GcsPeers.builder(proxy.uri()).requests();
        ObjectStore.Upload upload = store.begin(object, Precondition.ABSENT, "mark");
        proxy.plan(HttpFault.dropRequest().on("PUT"));
        assertFails(Kind.OUTCOME_UNKNOWN, "It may have been written", () -> upload.send(1, BYTES, QUANTUM));
        upload.send(1, random(QUANTUM), QUANTUM);
        assertFails(
                Kind.FAILED,
                " was not written: its bytes changed on their way. Write it again",
                () -> upload.complete(List.of("")));
        assertThat(store.stat(object)).isEmpty();
    }

    @Test
    void onlyTheLastPartMayHaveASizeOfItsOwn() {
        ObjectStore store = GcsPeers.builder(proxy.uri()).requests();
        ObjectStore.Upload upload = store.begin(object, Precondition.ABSENT, "mark");
        upload.send(1, BYTES, QUANTUM + 1);
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> upload.send(2, BYTES, QUANTUM))
                .withMessage("only the last part of an upload may have a size of its own");
    }

    /** Google's server may take less of a part than was sent, and says so. */
    @Test
    void whatWasNotTakenIsSentAgain() {
        String session = "/upload/storage/v1/b/x/o?uploadType=resumable&upload_id=1";
        try (StubServer stub = StubServer.start(number -> switch (number) {
            case 1 -> new StubServer.Answer(200, Map.of("Location", "https://elsewhere" + session), "");
            case 2 -> new StubServer.Answer(308, Map.of("Range", "bytes=0-"), "");
            case 3 -> new StubServer.Answer(308, Map.of("Range", "bytes=0-" + (QUANTUM - 1)), "");
            case 4 -> new StubServer.Answer(308, Map.of("Range", "bytes=0-" + (2 * QUANTUM - 1)), "");
            case 5 -> new StubServer.Answer(308, Map.of("Range", "bytes=0-" + (2 * QUANTUM - 1)), "");
            default -> new StubServer.Answer(200, Map.of("Content-Type", GcsRefusals.JSON), "{}");
        })) {
            ObjectStore store = GcsPeers.builder(stub.uri()).requests();
            ObjectStore.Upload upload = store.begin(object, Precondition.ABSENT, "mark");
            String name = object.toString();
            String all = "GCS took %s of the first %s bytes of " + name + ". They may be sent again";
            assertFails(
                    Kind.UNAVAILABLE, String.format(all, 0, 2 * QUANTUM), () -> upload.send(1, BYTES, 2 * QUANTUM + 5));
            assertFails(
                    Kind.UNAVAILABLE,
                    String.format(all, QUANTUM, 2 * QUANTUM),
                    () -> upload.send(1, BYTES, 2 * QUANTUM + 5));
            upload.send(1, BYTES, 2 * QUANTUM + 5);
            assertFails(
                    Kind.UNAVAILABLE,
                    String.format(all, 2 * QUANTUM, 2 * QUANTUM + 5),
                    () -> upload.complete(List.of("")));
            assertThat(upload.complete(List.of(""))).isNotNull();
            assertThat(stub.heads())
                    .extracting(head -> head.getFirst("Content-Range"))
                    .containsExactly(
                            null,
                            "bytes 0-524287/*",
                            "bytes 0-524287/*",
                            "bytes 0-524287/*",
                            "bytes 524288-524292/524293",
                            "bytes 524288-524292/524293");
            assertThat(stub.heads())
                    .last()
                    .satisfies(head -> assertThat(head.getFirst("X-goog-hash"))
                            .isEqualTo("crc32c=" + GcsAnswers.crc32c(BYTES, 2 * QUANTUM + 5)));
        }
    }

    private StorageOutput begun(Precondition precondition) {
        StorageOutput output = storage.create(object, precondition);
        output.write(BYTES, 0, BYTES.length);
        return output;
    }

    private void write(Precondition precondition) {
        write(storage, precondition, BYTES);
    }

    private void write(Storage writer, Precondition precondition, byte[] bytes) {
        try (StorageOutput output = writer.create(object, precondition)) {
            output.write(bytes, 0, bytes.length);
            assertThat(output.commit().size()).isEqualTo(bytes.length);
        }
    }

    private void assertWhole() {
        try (Storage other = GcsPeers.builder(gcs.uri()).build()) {
            assertThat(Arrays.equals(other.read(object, Integer.MAX_VALUE), BYTES))
                    .isTrue();
            assertThat(other.list(object.parent(), "")).hasSize(1);
        }
    }

    private static void assertFails(Kind kind, String message, ThrowingCallable call) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }
}
