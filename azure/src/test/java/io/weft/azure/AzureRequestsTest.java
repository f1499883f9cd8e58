package io.weft.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.blob.specialized.BlobLeaseClientBuilder;
import com.azure.storage.blob.specialized.BlockBlobClient;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import io.weft.spi.storage.remote.ObjectStore.Upload;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.FaultProxy;
import io.weft.testkit.http.HttpFault;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is Azure's own: blocks that all writers share, folders that are blobs, copies by address, its words for failures. */
class AzureRequestsTest {
    private static final int LARGE = 11_000_003;
    private static final int PART = 4 << 20;
    private static final int SMALLEST = 1 << 16;
    private static final int RACERS = 16;
    private static final Duration SILENCE = Duration.ofSeconds(20);

    private final URI server = Peer.server();
    private final Location folder = Peer.folder();
    private final Storage storage = Peer.storage(server);
    private final AzureOptions options = new AzureOptions(null, null, SILENCE);
    private final AzureContainers containers = containers(AzureAccess.sharedKey(Peer.ACCOUNT, Peer.KEY));
    private final AzureRequests requests = new AzureRequests(containers, options);
    private final AzureCopies copies = new AzureCopies(containers, options, requests);

    @AfterEach
    void close() {
        storage.close();
    }

    @Test
    void ofTwoLargeCreationsTheFirstCommitWinsAndTheOtherIsToldThatItExists() {
        try (StorageOutput one = large("object", Precondition.ABSENT, 1);
                StorageOutput other = large("object", Precondition.ABSENT, 2)) {
            other.commit();
            assertFails(Kind.EXISTS, "exists already", one::commit);
        }
        assertThat(Arrays.equals(storage.read(at("object"), LARGE), content(2))).isTrue();
    }

    @Test
    void ofManyCreationsInBlocksExactlyOneWinsAndItsBytesStay() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(RACERS);
        try (Storage small = Peer.builder(server)
                .transfers(new Transfers(SMALLEST, RACERS, Duration.ofSeconds(20)))
                .build()) {
            for (int slot = 0; slot < 20; slot++) {
                Location object = at("slot-" + slot);
                List<Callable<Integer>> racers = IntStream.range(0, RACERS)
                        .mapToObj(racer -> (Callable<Integer>) () -> create(small, object, racer))
                        .toList();
                List<Integer> winners = new ArrayList<>();
                for (Future<Integer> racer : threads.invokeAll(racers)) {
                    winners.add(racer.get());
                }
                winners.removeIf(racer -> racer < 0);
                assertThat(winners).as(object.toString()).hasSize(1);
                byte[] expected = new byte[3 * SMALLEST];
                Arrays.fill(expected, winners.get(0).byteValue());
                assertThat(Arrays.equals(storage.read(object, LARGE), expected)).isTrue();
            }
        } finally {
            threads.shutdown();
        }
    }

    /** The racer if it won, -1 if it was told that it was late. */
    private static int create(Storage storage, Location object, int racer) {
        byte[] content = new byte[3 * SMALLEST];
        Arrays.fill(content, (byte) racer);
        try {
            storage.put(object, content, Precondition.ABSENT);
            return racer;
        } catch (StorageException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.EXISTS);
            return -1;
        }
    }

    /** Whoever commits drops the blocks of all others; that is said, and nobody's blocks get into another's object. */
    @Test
    void ofTwoLargeReplacementsTheFirstCommitWinsAndTheOtherFails() {
        try (StorageOutput one = large("object", Precondition.NONE, 1);
                StorageOutput other = large("object", Precondition.NONE, 2)) {
            other.commit();
            assertFails(Kind.FAILED, "Its blocks were dropped meanwhile", one::commit);
        }
        assertThat(Arrays.equals(storage.read(at("object"), LARGE), content(2))).isTrue();
    }

    /** The commit is repeated after its answer was lost, and finds the blocks where the first one put them. */
    @ParameterizedTest
    @EnumSource
    void aCommitOfBlocksMayBeRepeated(Precondition precondition) {
        HttpFault lost = HttpFault.dropAnswer().query("comp=blocklist");
        try (FaultProxy proxy = FaultProxy.to(server).plan(lost);
                Storage faulty = Peer.storage(proxy.uri());
                StorageOutput output = faulty.create(at("object"), precondition)) {
            output.write(content(1), 0, LARGE);
            ObjectInfo written = output.commit();
            proxy.assertAllHappened();
            assertThat(storage.stat(at("object"))).contains(written);
        }
        assertThat(Arrays.equals(storage.read(at("object"), LARGE), content(1))).isTrue();
    }

    /** The hash is sent along, and what the store did not take for it is sent again. */
    @ParameterizedTest
    @ValueSource(ints = {7, LARGE})
    void bytesThatChangedOnTheirWayAreSentAgain(int size) {
        HttpFault refused = HttpFault.answer(400).with("x-ms-error-code", "Md5Mismatch");
        try (FaultProxy proxy = FaultProxy.to(server)
                        .plan(refused.on("PUT").header("Content-MD5").at("**object"));
                Storage faulty = Peer.storage(proxy.uri())) {
            faulty.put(at("object"), new byte[size], Precondition.ABSENT);
            proxy.assertAllHappened();
        }
        assertThat(storage.stat(at("object")).orElseThrow().size()).isEqualTo(size);
    }

    @Test
    void aFolderThatIsABlobIsNoObject() {
        blob("data")
                .uploadWithResponse(
                        new ByteArrayInputStream(new byte[0]),
                        0,
                        null,
                        Map.of("hdi_isfolder", "true"),
                        null,
                        null,
                        null,
                        null,
                        null);
        put("data/object", "content");
        assertThat(storage.stat(at("data"))).isEmpty();
        assertFails(Kind.NOT_FOUND, "data does not exist", () -> storage.read(at("data"), 10));
        assertFails(Kind.NOT_FOUND, "data does not exist", () -> storage.open(at("data")));
        assertThat(storage.list(folder, ""))
                .extracting(info -> info.location().relativeTo(folder))
                .containsExactly("data/object");
    }

    @Test
    void aSmallObjectIsReadByOneRequestAndALargeOneByTwo() {
        put("small", "content");
        storage.put(at("large"), new byte[1 << 20], Precondition.NONE);
        try (FaultProxy proxy = FaultProxy.to(server);
                Storage counted = Peer.storage(proxy.uri())) {
            try (StorageInput input = counted.open(at("small"))) {
                input.readFully(0, new byte[7], 0, 7);
                assertThat(proxy.requests()).hasSize(1);
            }
            try (StorageInput input = counted.open(at("large"))) {
                input.readFully((1 << 20) - 100, new byte[100], 0, 100);
                assertThat(proxy.requests()).hasSize(3);
            }
        }
    }

    @Test
    void aPageIsOneRequest() {
        put("a", "x");
        put("b", "x");
        try (FaultProxy proxy = FaultProxy.to(server);
                Storage counted = Peer.storage(proxy.uri())) {
            assertThat(counted.list(folder, "a")).hasSize(1);
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void aLargeObjectIsCopiedInParts() {
        storage.put(at("source"), content(1), Precondition.NONE);
        BlobProperties source = requests.look(at("source")).orElseThrow();
        copies.copyInParts(at("source"), source, at("copy"), Precondition.ABSENT, PART);
        assertThat(Arrays.equals(storage.read(at("copy"), LARGE), content(1))).isTrue();
        assertThat(blob("copy").listBlocks(BlockListType.ALL).getCommittedBlocks())
                .hasSize(3);
        assertFails(
                Kind.EXISTS,
                "copy exists already",
                () -> copies.copyInParts(at("source"), source, at("copy"), Precondition.ABSENT, PART));
    }

    /** A copy in parts is of one version. */
    @Test
    void aSourceThatIsReplacedMeanwhileIsNotCopied() {
        put("source", "the old content");
        BlobProperties old = requests.look(at("source")).orElseThrow();
        put("source", "the new content");
        assertFails(
                Kind.FAILED,
                "It was replaced while it was copied",
                () -> copies.copyInParts(at("source"), old, at("copy"), Precondition.NONE, PART));
        assertThat(storage.stat(at("copy"))).isEmpty();
    }

    @Test
    void aSignatureIsEnoughToCopy() {
        put("source", "content");
        String token = blob("source")
                .getContainerClient()
                .generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now(ZoneOffset.UTC).plusHours(1), BlobContainerSasPermission.parse("racwdl")));
        AzureRequests signed = new AzureRequests(containers(AzureAccess.sas(Peer.ACCOUNT, "?" + token)), options);
        signed.copy(at("source"), at("copy"), Precondition.ABSENT);
        assertThat(signed.read(at("copy"), 10)).isEqualTo("content".getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void tierAndTagsAreKeptWithEachObject() {
        try (Storage cool = Peer.builder(server)
                .accessTier("Cool")
                .tag("team", "sales + co")
                .build()) {
            cool.put(at("small"), new byte[] {1}, Precondition.NONE);
            try (StorageOutput output = cool.create(at("large"), Precondition.NONE)) {
                output.write(content(1), 0, LARGE);
                output.commit();
            }
            cool.capability(ServerSideCopy.class).orElseThrow().copy(at("small"), at("copy"), Precondition.NONE);
        }
        for (String name : List.of("small", "large", "copy")) {
            assertThat(blob(name).getProperties().getAccessTier()).as(name).hasToString("Cool");
            assertThat(blob(name).getTags()).as(name).containsExactly(Map.entry("team", "sales + co"));
        }
    }

    @Test
    void aMissingContainerIsSaidByEveryCall() {
        Location object = Peer.at("no-such-container", "object");
        String advice = "404 ContainerNotFound (request ";
        assertFails(Kind.INVALID, advice, () -> storage.stat(object));
        assertFails(Kind.INVALID, advice, () -> storage.read(object, 1));
        assertFails(Kind.INVALID, advice, () -> storage.open(object));
        assertFails(Kind.INVALID, advice, () -> storage.put(object, new byte[1], Precondition.ABSENT));
        assertFails(Kind.INVALID, advice, () -> storage.delete(object));
        assertFails(
                Kind.INVALID,
                "Create the container",
                () -> storage.list(object, "").iterator().hasNext());
    }

    @Test
    void aLeaseOfSomebodyElseIsSaid() {
        put("object", "content");
        new BlobLeaseClientBuilder().blobClient(blob("object")).buildClient().acquireLease(-1);
        assertFails(Kind.FAILED, "Somebody holds a lease on it", () -> put("object", "more"));
        assertFails(Kind.FAILED, "Somebody holds a lease on it", () -> storage.delete(at("object")));
        assertFails(Kind.EXISTS, "exists already", () -> storage.put(at("object"), new byte[1], Precondition.ABSENT));
    }

    @Test
    void snapshotsOfSomebodyElseAreNotDeleted() {
        put("object", "content");
        blob("object").createSnapshot();
        assertFails(Kind.FAILED, "It has snapshots", () -> storage.delete(at("object")));
    }

    /** What may create but not overwrite is told so where an object is. */
    @Test
    void credentialsThatMayOnlyCreateAreToldThatAnObjectIsThere() {
        HttpFault refused = HttpFault.answer(403).with("x-ms-error-code", "UnauthorizedBlobOverwrite");
        try (FaultProxy proxy = FaultProxy.to(server).plan(refused.on("PUT").times(2));
                Storage creating = Peer.storage(proxy.uri())) {
            assertFails(
                    Kind.EXISTS, "exists already", () -> creating.put(at("object"), new byte[1], Precondition.ABSENT));
            assertFails(
                    Kind.ACCESS_DENIED,
                    "403 UnauthorizedBlobOverwrite",
                    () -> creating.put(at("object"), new byte[1], Precondition.NONE));
        }
    }

    /** A silent store is given up, asked again, and found to have written. */
    @Test
    void aStoreThatIsSilentIsNotWaitedFor() {
        Duration silence = Duration.ofSeconds(1);
        try (FaultProxy proxy = FaultProxy.to(server)
                        .plan(HttpFault.slowAnswer(Duration.ofMinutes(5)).on("PUT"));
                Storage storage = Peer.builder(proxy.uri()).silence(silence).build()) {
            storage.put(at("object"), new byte[1], Precondition.ABSENT);
            assertThat(proxy.requests()).extracting(request -> request.method()).startsWith("PUT", "PUT");
        }
    }

    @Test
    void aSilentStoreIsAnUnknownOutcomeOfAWriteAndNoneOfARead() {
        put("object", "content");
        HttpFault silent = HttpFault.slowAnswer(Duration.ofMinutes(5)).times(2);
        try (FaultProxy proxy = FaultProxy.to(server).plan(silent);
                Storage once = Peer.builder(proxy.uri())
                        .silence(Duration.ofSeconds(1))
                        .transfers(new Transfers(5 << 20, 4, Duration.ZERO))
                        .build()) {
            assertFails(Kind.UNAVAILABLE, "took too long", () -> once.read(at("object"), 10));
            assertFails(Kind.OUTCOME_UNKNOWN, "took too long", () -> once.delete(at("object")));
        }
    }

    /** What sends much may take longer than a silence. */
    @Test
    void aSlowNetworkIsNoSilence() {
        try (FaultProxy proxy = FaultProxy.to(server)
                        .plan(HttpFault.slowAnswer(Duration.ofSeconds(3)).on("PUT"));
                Storage slow =
                        Peer.builder(proxy.uri()).silence(Duration.ofSeconds(1)).build()) {
            slow.put(at("object"), new byte[4 << 20], Precondition.ABSENT);
            assertThat(proxy.requests()).hasSize(1);
        }
    }

    @Test
    void aRefusedConnectionHadNoEffect() {
        try (Storage nowhere = Peer.builder(URI.create("http://127.0.0.1:1/" + Peer.ACCOUNT))
                .transfers(new Transfers(5 << 20, 4, Duration.ZERO))
                .build()) {
            assertFails(
                    Kind.UNAVAILABLE,
                    "no connection",
                    () -> nowhere.put(at("object"), new byte[1], Precondition.ABSENT));
        }
    }

    @Test
    void anUnknownHostHadNoEffect() {
        try (Storage nowhere = AzureStorage.builder()
                .endpoint(URI.create("https://no-such-account.invalid"))
                .sharedKey(Peer.ACCOUNT, Peer.KEY)
                .transfers(new Transfers(5 << 20, 4, Duration.ZERO))
                .build()) {
            assertFails(Kind.UNAVAILABLE, "no connection", () -> nowhere.stat(at("object")));
        }
    }

    @Test
    void anInterruptedThreadStaysInterruptedAndKnowsNothingOfItsWrite() {
        Thread.currentThread().interrupt();
        assertFails(Kind.OUTCOME_UNKNOWN, "the thread was interrupted", () -> put("object", "content"));
        assertThat(Thread.interrupted()).isTrue();
        Thread.currentThread().interrupt();
        assertFails(Kind.FAILED, "the thread was interrupted", () -> storage.read(at("object"), 10));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void uploadsNeverShareTheNamesOfBlocks() {
        Upload one = requests.begin(at("object"), Precondition.NONE, "mark");
        Upload other = requests.begin(at("object"), Precondition.NONE, "mark");
        assertThat(one.send(1, new byte[1], 1)).isNotEqualTo(other.send(1, new byte[1], 1));
    }

    /** Some languages write numbers with digits of their own. */
    @Test
    void blocksHaveNamesOfOneLengthInEveryLanguage() {
        Upload upload = requests.begin(at("object"), Precondition.NONE, "mark");
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            List<String> names = List.of(
                    upload.send(1, new byte[] {1}, 1),
                    upload.send(2, new byte[] {2}, 1),
                    upload.send(50_000, new byte[] {3}, 1));
            assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.length() == 56);
            upload.complete(names);
        } finally {
            Locale.setDefault(before);
        }
        assertThat(storage.read(at("object"), 3)).containsExactly(1, 2, 3);
    }

    private StorageOutput large(String name, Precondition precondition, int seed) {
        StorageOutput output = storage.create(at(name), precondition);
        output.write(content(seed), 0, LARGE);
        return output;
    }

    private void put(String name, String text) {
        storage.put(at(name), text.getBytes(StandardCharsets.UTF_8), Precondition.NONE);
    }

    private BlockBlobClient blob(String name) {
        BlobContainerClient container = Peer.container(server, Peer.CONTAINER);
        return container.getBlobClient(at(name).path()).getBlockBlobClient();
    }

    private Location at(String name) {
        return folder.resolve(name);
    }

    private static byte[] content(int seed) {
        byte[] content = new byte[LARGE];
        new Random(seed).nextBytes(content);
        return content;
    }

    private AzureContainers containers(AzureAccess access) {
        return new AzureContainers(AzureStorage.Builder.http(SILENCE), access, server, null);
    }

    private static void assertFails(Kind kind, String message, ThrowingCallable call) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.kind()).as(e.getMessage()).isEqualTo(kind));
    }
}
