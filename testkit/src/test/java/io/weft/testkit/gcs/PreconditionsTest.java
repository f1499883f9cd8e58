package io.weft.testkit.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.storage.Blob;
import com.google.cloud.storage.BlobId;
import com.google.cloud.storage.Storage.BlobGetOption;
import com.google.cloud.storage.Storage.BlobSourceOption;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.StorageException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PreconditionsTest extends GcsTest {
    @Test
    void ofAnInsert() {
        long first = write("x", "1", BlobTargetOption.doesNotExist()).getGeneration();
        assertNotMet(() -> write("x", "2", BlobTargetOption.doesNotExist()));
        assertNotMet(() -> write("x", "2", BlobTargetOption.generationMatch(first + 1)));
        assertNotMet(() -> write("x", "2", BlobTargetOption.metagenerationMatch(2)));
        assertNotMet(() -> write("x", "2", BlobTargetOption.generationNotMatch(first)));
        assertThat(read("x")).isEqualTo("1");

        write("x", "2", BlobTargetOption.generationMatch(first), BlobTargetOption.metagenerationMatch(1));
        assertThat(read("x")).isEqualTo("2");
        assertNotMet(() -> write("x", "3", BlobTargetOption.generationMatch(first)));
    }

    @Test
    void ofAnInsertWhereThereIsNothing() {
        assertNotMet(() -> write("x", "1", BlobTargetOption.generationMatch(1)));
        assertNotMet(() -> write("x", "1", BlobTargetOption.metagenerationMatch(1)));
        assertThat(storage.get("bkt", "x")).isNull();
        write("x", "1", BlobTargetOption.doesNotExist());
        storage.delete("bkt", "x");
        write("x", "1", BlobTargetOption.doesNotExist());
    }

    @Test
    void absentIsAbsentAlsoWhereThereAreNoncurrentVersions() {
        storage.get("bkt").toBuilder().setVersioningEnabled(true).build().update();
        write("x", "1");
        storage.delete("bkt", "x");
        write("x", "2", BlobTargetOption.doesNotExist());
        assertThat(read("x")).isEqualTo("2");
    }

    @Test
    void ofAGet() {
        Blob blob = write("x", "1");
        long generation = blob.getGeneration();
        assertThat(storage.get(BlobId.of("bkt", "x"), BlobGetOption.generationMatch(generation)))
                .isNotNull();
        assertNotMet(() -> storage.get(BlobId.of("bkt", "x"), BlobGetOption.generationMatch(generation + 1)));
        assertNotMet(() -> storage.get(BlobId.of("bkt", "x"), BlobGetOption.metagenerationMatch(2)));

        assertThat(get(OBJECTS + "/x?ifGenerationNotMatch=" + generation).statusCode())
                .isEqualTo(304);
        assertThat(get(OBJECTS + "/x?ifGenerationNotMatch=1").statusCode()).isEqualTo(200);
        assertThat(get(OBJECTS + "/x?ifMetagenerationNotMatch=1").statusCode()).isEqualTo(304);
        assertThat(get(OBJECTS + "/x?alt=media&ifGenerationNotMatch=" + generation)
                        .statusCode())
                .isEqualTo(304);
        assertThat(get(OBJECTS + "/none?ifGenerationMatch=" + generation).statusCode())
                .isEqualTo(404);
    }

    @Test
    void ofADownload() {
        long generation = write("x", "1").getGeneration();
        assertThat(storage.readAllBytes("bkt", "x", BlobSourceOption.generationMatch(generation)))
                .hasSize(1);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.readAllBytes("bkt", "x", BlobSourceOption.generationMatch(generation + 1)))
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(412))
                .withMessageContaining("At least one of the pre-conditions you specified did not hold.");
    }

    @Test
    void ofAPatch() {
        Blob blob = write("x", "1");
        Blob changed = blob.toBuilder().setContentType("text/plain").build();
        assertNotMet(() -> storage.update(changed, BlobTargetOption.metagenerationMatch(2)));
        storage.update(changed, BlobTargetOption.metagenerationMatch(1));
        assertNotMet(() -> storage.update(changed, BlobTargetOption.metagenerationMatch(1)));
        assertNotMet(() -> storage.update(changed, BlobTargetOption.metagenerationNotMatch(2)));
    }

    @Test
    void ofADelete() {
        long generation = write("x", "1").getGeneration();
        assertNotMet(() -> storage.delete("bkt", "x", BlobSourceOption.generationMatch(generation + 1)));
        assertNotMet(() -> storage.delete("bkt", "x", BlobSourceOption.metagenerationMatch(2)));
        assertNotMet(() -> storage.delete("bkt", "x", BlobSourceOption.generationNotMatch(generation)));
        assertThat(storage.delete("bkt", "x", BlobSourceOption.generationMatch(generation)))
                .isTrue();
        assertThat(storage.delete("bkt", "x", BlobSourceOption.generationMatch(generation)))
                .isFalse();
    }

    @Test
    void aConditionThatIsNoNumberIsRefused() {
        var response = get(OBJECTS + "/x?ifGenerationMatch=new");
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Invalid value for ifGenerationMatch: new");
    }

    private static void assertNotMet(ThrowingCallable call) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call)
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(412))
                .satisfies(e -> assertThat(e.getReason()).isEqualTo("conditionNotMet"))
                .withMessage("At least one of the pre-conditions you specified did not hold.");
    }
}
