package io.weft.testkit.gcs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.cloud.storage.Bucket;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.BucketInfo.LifecycleRule;
import com.google.cloud.storage.BucketInfo.LifecycleRule.LifecycleAction;
import com.google.cloud.storage.BucketInfo.LifecycleRule.LifecycleCondition;
import com.google.cloud.storage.Storage.BucketListOption;
import com.google.cloud.storage.Storage.BucketTargetOption;
import com.google.cloud.storage.StorageClass;
import com.google.cloud.storage.StorageException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketsTest extends GcsTest {
    @Test
    void keepsWhatItWasCreatedWith() {
        storage.create(BucketInfo.newBuilder("ccc")
                .setStorageClass(StorageClass.NEARLINE)
                .setLocation("EU")
                .setVersioningEnabled(true)
                .setLabels(Map.of("team", "air"))
                .build());

        Bucket bucket = storage.get("ccc");
        assertThat(bucket.getStorageClass()).isEqualTo(StorageClass.NEARLINE);
        assertThat(bucket.getLocation()).isEqualTo("EU");
        assertThat(bucket.versioningEnabled()).isTrue();
        assertThat(bucket.getLabels()).containsExactly(Map.entry("team", "air"));
        assertThat(bucket.getMetageneration()).isEqualTo(1);
        assertThat(bucket.getCreateTimeOffsetDateTime()).isEqualTo(bucket.getUpdateTimeOffsetDateTime());
    }

    @Test
    void isCreatedOnce() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.create(BucketInfo.of("bkt")))
                .withMessage("Your previous request to create the named bucket succeeded and you already own it.")
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(409))
                .satisfies(e -> assertThat(e.getReason()).isEqualTo("conflict"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"B", "ab", "-ab", "a_", "google", "a b c"})
    void aBadNameIsRefused(String name) {
        String body = "{\"name\":\"" + name + "\"}";
        var response = send("POST", "/storage/v1/b?project=test", body);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("Invalid bucket name: '" + name + "'");
    }

    @Test
    void aProjectIsRequired() {
        assertThat(get("/storage/v1/b").body()).contains("\"reason\":\"required\"", "Required parameter: project");
        assertThat(send("POST", "/storage/v1/b", "{\"name\":\"ccc\"}").statusCode())
                .isEqualTo(400);
    }

    @Test
    void isChangedByPatch() {
        Bucket changed = storage.get("bkt").toBuilder()
                .setVersioningEnabled(true)
                .build()
                .update();
        assertThat(changed.versioningEnabled()).isTrue();
        assertThat(changed.getMetageneration()).isEqualTo(2);

        changed.toBuilder()
                .setVersioningEnabled(false)
                .setLabels(Map.of("a", "1"))
                .build()
                .update();
        assertThat(storage.get("bkt").versioningEnabled()).isFalse();
        assertThat(storage.get("bkt").getLabels()).containsOnlyKeys("a");
    }

    @Test
    void isChangedByPostThatSaysPatch() {
        var response =
                send("POST", "/storage/v1/b/bkt", "{\"labels\":{\"a\":\"1\"}}", "X-HTTP-Method-Override", "PATCH");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("\"labels\":{\"a\":\"1\"}");

        send("PATCH", "/storage/v1/b/bkt", "{\"labels\":{\"a\":null,\"b\":\"2\"}}");
        assertThat(get("/storage/v1/b/bkt").body()).contains("\"labels\":{\"b\":\"2\"}");
    }

    @Test
    void isChangedOnlyIfItIsAsTheCallerKnowsIt() {
        BucketInfo change =
                storage.get("bkt").toBuilder().setLabels(Map.of("a", "1")).build();
        storage.update(change, BucketTargetOption.metagenerationMatch());
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.update(change, BucketTargetOption.metagenerationMatch()))
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(412))
                .satisfies(e -> assertThat(e.getReason()).isEqualTo("conditionNotMet"))
                .withMessage("At least one of the pre-conditions you specified did not hold.");
        assertThat(get("/storage/v1/b/bkt?ifMetagenerationNotMatch=2").statusCode())
                .isEqualTo(304);
    }

    /** Nothing follows from them here, but a client can be told of them. */
    @Test
    void keepsRulesAndShowsThem() {
        storage.get("bkt").toBuilder()
                .setLifecycleRules(List.of(new LifecycleRule(
                        LifecycleAction.newDeleteAction(),
                        LifecycleCondition.newBuilder()
                                .setAge(30)
                                .setMatchesPrefix(List.of("old/"))
                                .build())))
                .build()
                .update();
        assertThat(get("/storage/v1/b/bkt?fields=lifecycle").body())
                .contains(
                        "\"lifecycle\":{\"rule\":[{",
                        "\"type\":\"Delete\"",
                        "\"age\":30",
                        "\"matchesPrefix\":[\"old/\"]")
                .doesNotContain("\"name\"");

        storage.get("bkt").toBuilder().deleteLifecycleRules().build().update();
        assertThat(storage.get("bkt").getLifecycleRules()).isEmpty();
    }

    @Test
    void isDeletedWhenItIsEmpty() {
        write("x", "1");
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.delete("bkt"))
                .withMessage("The bucket you tried to delete is not empty.")
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(409));

        assertThat(storage.delete("bkt", "x")).isTrue();
        assertThat(storage.delete("bkt")).isTrue();
        assertThat(storage.get("bkt")).isNull();
        assertThat(storage.delete("bkt")).isFalse();
    }

    @Test
    void isNotEmptyWhileItHasNoncurrentVersions() {
        storage.get("bkt").toBuilder().setVersioningEnabled(true).build().update();
        long generation = write("x", "1").getGeneration();
        storage.delete("bkt", "x");
        assertThat(send("DELETE", "/storage/v1/b/bkt", "").statusCode()).isEqualTo(409);

        send("DELETE", OBJECTS + "/x?generation=" + generation, "");
        assertThat(send("DELETE", "/storage/v1/b/bkt", "").statusCode()).isEqualTo(204);
    }

    @Test
    void areListedByName() {
        Stream.of("dd", "da", "db", "dc").forEach(name -> storage.create(BucketInfo.of(name + "x")));
        assertThat(storage.list(BucketListOption.prefix("d"), BucketListOption.pageSize(3))
                        .iterateAll())
                .extracting(Bucket::getName)
                .containsExactly("dax", "dbx", "dcx", "ddx");
        assertThat(storage.list(BucketListOption.prefix("d"), BucketListOption.pageSize(3))
                        .getValues())
                .hasSize(3);
    }

    @Test
    void aMissingOneIsSaidToBeMissing() {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> storage.list("none"))
                .withMessage("The specified bucket does not exist.")
                .satisfies(e -> assertThat(e.getCode()).isEqualTo(404));
    }

    @Test
    void aSettingWithoutEffectIsRefused() {
        var response = send("PATCH", "/storage/v1/b/bkt", "{\"retentionPolicy\":{\"retentionPeriod\":\"60\"}}");
        assertThat(response.statusCode()).isEqualTo(501);
        assertThat(response.body()).contains("does not do the setting \\\"retentionPolicy\\\"");
    }
}
