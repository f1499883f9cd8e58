package io.weft.testkit.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.CopyWriter;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.Storage.ComposeRequest;
import com.google.cloud.storage.Storage.CopyRequest;
import com.google.cloud.storage.StorageClass;
import com.google.cloud.storage.StorageException;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Rewrite, copy and compose. */
class CopiesTest extends GcsTest {
    private static final String REWRITE = OBJECTS + "/x/rewriteTo/b/bkt/o/y";

    private final byte[] large = new byte[(5 << 20) / 2];

    @Test
    void aSmallObjectIsRewrittenInOneCall() {
        Blob source = storage.create(
                blob("x").toBuilder()
                        .setMetadata(Map.of("a", "1"))
                        .setContentType("text/a")
                        .build(),
                new byte[7]);
        CopyWriter copy = storage.copy(CopyRequest.of(source.getBlobId(), BlobId.of("bkt", "y")));
        assertThat(copy.isDone()).isTrue();
        Blob target = copy.getResult();
        assertThat(target.getMetadata()).isEqualTo(Map.of("a", "1"));
        assertThat(target.getContentType()).isEqualTo("text/a");
        assertThat(target.getCrc32c()).isEqualTo(source.getCrc32c());
        assertThat(target.getGeneration()).isGreaterThan(source.getGeneration());
        assertThat(target.getMetageneration()).isEqualTo(1);
    }

    @Test
    void aLargeObjectIsRewrittenInSeveralCalls() {
        new Random(1).nextBytes(large);
        storage.create(blob("x"), large);
        CopyWriter copy = storage.copy(CopyRequest.of(BlobId.of("bkt", "x"), BlobId.of("bkt", "y")));
        assertThat(copy.isDone()).isFalse();
        assertThat(copy.getTotalBytesCopied()).isEqualTo(1 << 20);
        assertThat(storage.get("bkt", "y")).isNull();
        copy.copyChunk();
        assertThat(copy.getTotalBytesCopied()).isEqualTo(2 << 20);
        assertThat(copy.getResult().getSize()).isEqualTo(large.length);
        assertThat(storage.readAllBytes("bkt", "y")).isEqualTo(large);
        assertThat(gcs.requests()).containsEntry(GcsCall.OBJECTS_REWRITE, 3L);
    }

    @Test
    void theCallerSaysHowMuchACallDoes() {
        storage.create(blob("x"), large);
        assertThat(send("POST", REWRITE + "?maxBytesRewrittenPerCall=3145728", "")
                        .body())
                .contains("\"done\":true", "\"totalBytesRewritten\":\"" + large.length + "\"");
        assertThat(send("POST", REWRITE + "?maxBytesRewrittenPerCall=1000", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void theTargetIsLookedAtWhenTheRewriteEnds() {
        storage.create(blob("x"), large);
        CopyWriter copy = storage.copy(CopyRequest.newBuilder()
                .setSource(BlobId.of("bkt", "x"))
                .setTarget(BlobId.of("bkt", "y"), BlobTargetOption.doesNotExist())
                .build());
        write("y", "first");
        assertNotMet(copy::getResult);
        assertThat(read("y")).isEqualTo("first");
    }

    @Test
    void aRewriteStaysWithItsSource() {
        storage.create(blob("x"), large);
        CopyWriter copy = storage.copy(CopyRequest.of(BlobId.of("bkt", "x"), BlobId.of("bkt", "y")));
        write("x", "another");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(copy::getResult)
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(404))
                .withMessage("No such object: bkt/x");
        assertThat(storage.get("bkt", "y")).isNull();
    }

    @Test
    void aTokenIsForOneRewrite() {
        storage.create(blob("x"), large);
        String token = send("POST", REWRITE, "").body().replaceAll(".*\"rewriteToken\":\"([^\"]*)\".*", "$1");
        for (String address : new String[] {REWRITE + "?rewriteToken=none", REWRITE + "z?rewriteToken=" + token}) {
            HttpResponse<String> response = send("POST", address, "");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("Invalid rewrite token");
        }
        assertThat(send("POST", REWRITE + "?rewriteToken=" + token, "{\"contentType\":\"text/a\"}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(send("POST", REWRITE + "?rewriteToken=" + token, "").statusCode())
                .isEqualTo(200);
        assertThat(send("POST", REWRITE + "?rewriteToken=" + token, "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aResourceReplacesAllSettings() {
        storage.create(
                blob("x").toBuilder()
                        .setMetadata(Map.of("a", "1"))
                        .setCacheControl("no-store")
                        .build(),
                new byte[7]);
        Blob target = storage.copy(CopyRequest.newBuilder()
                        .setSource(BlobId.of("bkt", "x"))
                        .setTarget(blob("y").toBuilder()
                                .setStorageClass(StorageClass.ARCHIVE)
                                .build())
                        .build())
                .getResult();
        assertThat(target.getStorageClass()).isEqualTo(StorageClass.ARCHIVE);
        assertThat(target.getMetadata()).isNull();
        assertThat(target.getCacheControl()).isNull();
    }

    @Test
    void rewritesOntoItselfChangeTheStorageClass() {
        write("x", "1");
        send("POST", OBJECTS + "/x/rewriteTo/b/bkt/o/x", "{\"storageClass\":\"NEARLINE\"}");
        assertThat(storage.get("bkt", "x").getStorageClass()).isEqualTo(StorageClass.NEARLINE);
        assertThat(read("x")).isEqualTo("1");
    }

    @Test
    void conditionsOfARewrite() {
        long source = write("x", "1").getGeneration();
        long target = write("y", "2").getGeneration();
        assertNotMet(
                () -> rewrite(BlobSourceOption.generationMatch(source + 1), BlobTargetOption.generationMatch(target)));
        assertNotMet(() -> rewrite(BlobSourceOption.metagenerationMatch(2), BlobTargetOption.generationMatch(target)));
        assertNotMet(
                () -> rewrite(BlobSourceOption.generationNotMatch(source), BlobTargetOption.generationMatch(target)));
        assertNotMet(() -> rewrite(BlobSourceOption.generationMatch(source), BlobTargetOption.doesNotExist()));
        assertThat(read("y")).isEqualTo("2");
        rewrite(BlobSourceOption.generationMatch(source), BlobTargetOption.generationMatch(target));
        assertThat(read("y")).isEqualTo("1");
    }

    private void rewrite(BlobSourceOption source, BlobTargetOption target) {
        storage.copy(CopyRequest.newBuilder()
                        .setSource(BlobId.of("bkt", "x"))
                        .setSourceOptions(source)
                        .setTarget(BlobId.of("bkt", "y"), target)
                        .build())
                .getResult();
    }

    @Test
    void aVersionIsRestoredByACopyOfIt() {
        storage.get("bkt").toBuilder().setVersioningEnabled(true).build().update();
        long first = write("x", "1").getGeneration();
        write("x", "2");
        String copy = OBJECTS + "/x/copyTo/b/bkt/o/x?sourceGeneration=" + first;
        assertThat(send("POST", copy + "&ifGenerationMatch=1", "").statusCode()).isEqualTo(412);
        assertThat(send("POST", copy, "").statusCode()).isEqualTo(200);
        assertThat(read("x")).isEqualTo("1");
        assertThat(send("POST", OBJECTS + "/none/copyTo/b/bkt/o/x", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void holdsAreNotCopied() {
        write("x", "1");
        send("PATCH", OBJECTS + "/x", "{\"temporaryHold\":true}");
        assertThat(send("POST", REWRITE, "").body()).doesNotContain("temporaryHold");
        assertThat(storage.delete("bkt", "y")).isTrue();
        write("y", "2");
        assertThat(send("POST", OBJECTS + "/y/rewriteTo/b/bkt/o/x", "").statusCode())
                .isEqualTo(403);
    }

    @Test
    void composesUpTo32() {
        String[] names = IntStream.range(0, 33).mapToObj(i -> "p" + i).toArray(String[]::new);
        for (String name : names) {
            write(name, name + ";");
        }
        Blob whole =
                storage.compose(ComposeRequest.of("bkt", Arrays.asList(names).subList(0, 32), "whole"));
        assertThat(read("whole")).startsWith("p0;p1;p2;").endsWith("p31;");
        assertThat(whole.getMd5()).isNull();
        assertThat(whole.getComponentCount()).isEqualTo(32);

        Blob more = storage.compose(ComposeRequest.of("bkt", Arrays.asList("whole", "p32"), "more"));
        assertThat(more.getComponentCount()).isEqualTo(33);
        write("plain", read("more"));
        assertThat(more.getCrc32c()).isEqualTo(storage.get("bkt", "plain").getCrc32c());
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.compose(ComposeRequest.of("bkt", Arrays.asList(names), "whole")))
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(400))
                .withMessageStartingWith("The number of source components provided (33) exceeds");
    }

    @Test
    void conditionsOfACompose() {
        long source = write("x", "1").getGeneration();
        write("y", "2");
        assertNotMet(() -> storage.compose(ComposeRequest.newBuilder()
                .addSource("x")
                .setTarget(blob("y"))
                .setTargetOptions(BlobTargetOption.doesNotExist())
                .build()));
        String body = "{\"sourceObjects\":[{\"name\":\"x\",\"objectPreconditions\":{\"ifGenerationMatch\":\"%d\"}}]}";
        assertThat(send("POST", OBJECTS + "/y/compose", body.formatted(source + 1))
                        .statusCode())
                .isEqualTo(412);
        assertThat(read("y")).isEqualTo("2");
        assertThat(send("POST", OBJECTS + "/y/compose", body.formatted(source)).statusCode())
                .isEqualTo(200);
        assertThat(read("y")).isEqualTo("1");
        assertThat(send("POST", OBJECTS + "/y/compose", "{\"sourceObjects\":[{\"name\":\"none\"}]}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("POST", OBJECTS + "/y/compose", "{}").body()).contains("Required parameter: sourceObjects");
    }

    private static void assertNotMet(ThrowingCallable call) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(412))
                .withMessage("At least one of the pre-conditions you specified did not hold.");
    }
}
