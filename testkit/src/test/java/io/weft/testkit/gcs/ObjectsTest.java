package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage.BlobListOption;
import com.google.cloud.storage.StorageClass;
import com.google.cloud.storage.StorageException;
import java.time.OffsetDateTime;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectsTest extends GcsTest {
    @Test
    void keepsWhatItWasWrittenWith() {
        OffsetDateTime time = OffsetDateTime.parse("2026-03-04T05:06:07.008Z");
        storage.create(
                blob("x").toBuilder()
                        .setContentType("text/csv")
                        .setCacheControl("no-store")
                        .setMetadata(Map.of("a", "ä\n\"", "b", ""))
                        .setStorageClass(StorageClass.COLDLINE)
                        .setCustomTimeOffsetDateTime(time)
                        .build(),
                "hello".getBytes(UTF_8));

        Blob blob = storage.get("bkt", "x");
        assertThat(blob.getContentType()).isEqualTo("text/csv");
        assertThat(blob.getCacheControl()).isEqualTo("no-store");
        assertThat(blob.getMetadata()).isEqualTo(Map.of("a", "ä\n\"", "b", ""));
        assertThat(blob.getStorageClass()).isEqualTo(StorageClass.COLDLINE);
        assertThat(blob.getCustomTimeOffsetDateTime()).isEqualTo(time);
        assertThat(blob.getSize()).isEqualTo(5);
        assertThat(blob.getMetageneration()).isEqualTo(1);
        assertThat(blob.getCrc32c()).isEqualTo("mnG7TA==");
        assertThat(blob.getMd5()).isEqualTo("XUFAKrxLKna5cZ2REBfFkg==");
        assertThat(blob.getCreateTimeOffsetDateTime()).isEqualTo(blob.getUpdateTimeOffsetDateTime());
        assertThat(read("x")).isEqualTo("hello");
    }

    @Test
    void takesStorageClassAndTypeFromElsewhereIfItSaysNone() {
        write("x", "1");
        assertThat(storage.get("bkt", "x").getStorageClass()).isEqualTo(StorageClass.STANDARD);
        assertThat(storage.get("bkt", "x").getContentType()).isEqualTo("application/octet-stream");
    }

    @Test
    void generationsRise() {
        long first = write("x", "1").getGeneration();
        long other = write("y", "1").getGeneration();
        long second = write("x", "2").getGeneration();
        storage.delete("bkt", "x");
        long third = write("x", "3").getGeneration();
        assertThat(new long[] {first, other, second, third}).isSorted().doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a//b/",
                "a b+c",
                "%41",
                "ä",
                "\uD83D\uDE00",
                "a?b#c",
                "compose",
                "a/o/b",
                "x&y=z",
                "a'\"b"
            })
    void namesMeanThemselves(String name) {
        write(name, "1");
        assertThat(storage.get("bkt", name).getName()).isEqualTo(name);
        assertThat(read(name)).isEqualTo("1");
        assertThat(storage.list("bkt").iterateAll()).extracting(Blob::getName).containsExactly(name);
        assertThat(storage.delete("bkt", name)).isTrue();
        assertThat(storage.get("bkt", name)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a\nb", "a\rb", ".well-known/acme-challenge/x"})
    void badNamesAreRefused(String name) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> write(name, "1"))
                .withMessage("Disallowed object name: '" + name + "'")
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(400));
    }

    @Test
    void longNamesAreRefusedByTheirBytes() {
        write("a".repeat(1024), "1");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> write("ä".repeat(513), "1"))
                .withMessageStartingWith("The maximum object length is 1024 characters")
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(400));
    }

    @Test
    void aPatchChangesSettingsAndTheMetagenerationAlone() {
        Blob before = storage.create(
                blob("x").toBuilder().setMetadata(Map.of("a", "1", "b", "2")).build(), new byte[3]);
        send("PATCH", OBJECTS + "/x", "{\"metadata\":{\"a\":null,\"c\":\"3\"},\"contentType\":\"text/plain\"}");

        Blob after = storage.get("bkt", "x");
        assertThat(after.getMetadata()).isEqualTo(Map.of("b", "2", "c", "3"));
        assertThat(after.getContentType()).isEqualTo("text/plain");
        assertThat(after.getGeneration()).isEqualTo(before.getGeneration());
        assertThat(after.getMetageneration()).isEqualTo(2);
        assertThat(after.getEtag()).isNotEqualTo(before.getEtag());

        after.toBuilder().setContentLanguage("de").build().update();
        assertThat(storage.get("bkt", "x").getContentLanguage()).isEqualTo("de");
        assertThat(storage.get("bkt", "x").getMetadata()).containsOnlyKeys("b", "c");
    }

    @Test
    void aCustomTimeOnlyGrows() {
        write("x", "1");
        String later = "{\"customTime\":\"2026-02-01T00:00:00Z\"}";
        assertThat(send("PATCH", OBJECTS + "/x", later).statusCode()).isEqualTo(200);
        for (String value : new String[] {"\"2026-01-31T00:00:00Z\"", "null"}) {
            var response = send("PATCH", OBJECTS + "/x", "{\"customTime\":" + value + "}");
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(response.body()).contains("Custom time cannot be removed or set to an earlier time");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"customTime\":\"yesterday\"}",
                "{\"metadata\":{\"a\":1}}",
                "{\"temporaryHold\":\"yes\"}",
                "{\"contentType\":7}",
                "{\"storageClass\":\"WARM\"}",
                "{\"storageClass\":\"NEARLINE\"}",
                "{",
                "[]"
            })
    void aBadPatchIsRefused(String patch) {
        write("x", "1");
        assertThat(send("PATCH", OBJECTS + "/x", patch).statusCode()).isEqualTo(400);
        assertThat(storage.get("bkt", "x").getMetageneration()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"temporaryHold", "eventBasedHold"})
    void aHeldObjectIsNeitherDeletedNorOverwritten(String hold) {
        long generation = write("x", "1").getGeneration();
        send("PATCH", OBJECTS + "/x", "{\"" + hold + "\":true}");

        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.delete("bkt", "x"))
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(403))
                .satisfies(e -> assertThat(e.getReason()).isEqualTo("objectUnderActiveHold"))
                .withMessageMatching(
                        "Object 'bkt/x' is under active (Temporary|Event-Based) hold and cannot be deleted.*");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.delete(BlobId.of("bkt", "x", generation)))
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(403));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> write("x", "2"))
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(403));
        assertThat(read("x")).isEqualTo("1");

        send("PATCH", OBJECTS + "/x", "{\"" + hold + "\":false}");
        assertThat(storage.delete("bkt", "x")).isTrue();
    }

    @Test
    void withoutVersioningWhatIsReplacedIsGone() {
        long first = write("x", "1").getGeneration();
        write("x", "2");
        assertThat(storage.get(BlobId.of("bkt", "x", first))).isNull();
        assertThat(storage.list("bkt", BlobListOption.versions(true)).iterateAll())
                .hasSize(1);
    }

    @Test
    void withVersioningWhatIsReplacedOrDeletedBecomesNoncurrent() {
        storage.get("bkt").toBuilder().setVersioningEnabled(true).build().update();
        long first = write("x", "1").getGeneration();
        long second = write("x", "2").getGeneration();
        assertThat(storage.delete("bkt", "x")).isTrue();

        assertThat(storage.get("bkt", "x")).isNull();
        assertThat(storage.delete("bkt", "x")).isFalse();
        assertThat(storage.readAllBytes(BlobId.of("bkt", "x", first))).isEqualTo("1".getBytes(UTF_8));
        assertThat(storage.get(BlobId.of("bkt", "x", second)).getDeleteTimeOffsetDateTime())
                .isNotNull();
        assertThat(storage.list("bkt").iterateAll()).isEmpty();
        assertThat(storage.list("bkt", BlobListOption.versions(true)).iterateAll())
                .extracting(Blob::getGeneration)
                .containsExactly(first, second);

        assertThat(storage.delete(BlobId.of("bkt", "x", first))).isTrue();
        assertThat(storage.get(BlobId.of("bkt", "x", first))).isNull();
        assertThat(storage.list("bkt", BlobListOption.versions(true)).iterateAll())
                .hasSize(1);
    }

    @Test
    void withVersioningADeleteOfALiveGenerationIsForGood() {
        storage.get("bkt").toBuilder().setVersioningEnabled(true).build().update();
        long first = write("x", "1").getGeneration();
        long second = write("x", "2").getGeneration();
        assertThat(storage.delete(BlobId.of("bkt", "x", second))).isTrue();

        assertThat(storage.get("bkt", "x")).isNull();
        assertThat(storage.list("bkt", BlobListOption.versions(true)).iterateAll())
                .extracting(Blob::getGeneration)
                .containsExactly(first);
    }

    @Test
    void aMissingOneIsSaidToBeMissing() {
        assertThat(storage.get("bkt", "x")).isNull();
        assertThat(storage.delete("bkt", "x")).isFalse();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.readAllBytes("bkt", "x"))
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(404))
                .withMessageContaining("No such object: bkt/x");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.update(
                        blob("x").toBuilder().setContentType("text/plain").build()))
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(404))
                .withMessage("No such object: bkt/x");
    }
}
