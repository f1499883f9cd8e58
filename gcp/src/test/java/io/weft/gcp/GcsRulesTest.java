package io.weft.gcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.maintenance.Diagnosis;
import io.weft.maintenance.Symptom.Severity;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.gcs.GcsDouble;
import io.weft.testkit.http.FaultProxy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What whoever examines a product is told of its bucket's rules. */
class GcsRulesTest {
    private static final String BUCKET_ADDRESS = "/storage/v1/b/" + GcsPeers.BUCKET;

    private final GcsDouble gcs = GcsDouble.start();
    private final FaultProxy proxy = FaultProxy.to(gcs.uri());
    private final Location folder = Location.of("gs://" + GcsPeers.BUCKET + "/sales/orders");

    @BeforeEach
    void makeBucket() {
        GcsPeers.makeBucket(gcs.uri(), GcsPeers.BUCKET);
    }

    @AfterEach
    void stop() {
        proxy.close();
        gcs.close();
    }

    @Test
    void aRuleThatDeletesIsASymptom() {
        GcsPeers.deleteByAge(gcs.uri(), GcsPeers.BUCKET, List.of("sales/ord", "sales/orders-2/"), 30);
        assertThat(examined().symptoms()).singleElement().satisfies(symptom -> {
            assertThat(symptom.severity()).isEqualTo(Severity.ERROR);
            assertThat(symptom.code()).isEqualTo("WEFT-DOCTOR-009");
            assertThat(symptom.object()).isEqualTo(folder.toString());
            assertThat(symptom.finding())
                    .startsWith("the store's rule 'number 1' deletes objects that are 30 days old");
        });
    }

    @Test
    void aBucketWithoutRulesIsInOrder() {
        assertThat(examined().symptoms()).isEmpty();
        GcsPeers.deleteByAge(gcs.uri(), GcsPeers.BUCKET, List.of(), 30);
        assertThat(examined().symptoms()).isEmpty();
    }

    @Test
    void whoMayNotReadThemIsToldOfTheRight() {
        proxy.plan(GcsRefusals.answer(
                        403,
                        "forbidden",
                        "reader@example.com does not have storage.buckets.get access to the Google Cloud Storage bucket.")
                .at(BUCKET_ADDRESS));
        assertNoted("GCS did not tell the lifecycle rules (storage.buckets.get) of " + folder
                + ": 403 forbidden. Grant storage.buckets.get to the account that runs this");
    }

    @Test
    void aStoreThatKnowsNoRulesIsNoted() {
        proxy.plan(GcsRefusals.answer(501, "notImplemented").at(BUCKET_ADDRESS));
        assertNoted("the store cannot be asked for the lifecycle rules of " + folder
                + ": 501. It does not know such rules, or does not tell them");
    }

    @ParameterizedTest
    @CsvSource({
        "403, forbidden, ACCESS_DENIED",
        "405, methodNotAllowed, INVALID",
        "501, notImplemented, INVALID",
        "400, invalid, FAILED",
        "429, rateLimitExceeded, UNAVAILABLE",
        "503, backendError, UNAVAILABLE"
    })
    void whatAnAnswerSaysIsTold(int status, String reason, Kind kind) {
        proxy.plan(GcsRefusals.answer(status, reason));
        assertFails(kind, folder + ": " + status, folder);
        proxy.assertAllHappened();
    }

    @Test
    void aMissingBucketIsSaidToBeMissing() {
        Location nowhere = Location.of("gs://weft-nowhere/orders");
        assertFails(Kind.INVALID, nowhere + ": 404 notFound. Create the bucket", nowhere);
    }

    private void assertFails(Kind kind, String message, Location where) {
        GcsRequests requests = GcsPeers.builder(proxy.uri()).requests();
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> requests.lifecycleRules(where))
                .withMessageContaining(message)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private void assertNoted(String why) {
        assertThat(examined().symptoms()).singleElement().satisfies(symptom -> {
            assertThat(symptom.severity()).isEqualTo(Severity.NOTE);
            assertThat(symptom.code()).isEqualTo("WEFT-DOCTOR-012");
            assertThat(symptom.object()).isEqualTo(folder.toString());
            assertThat(symptom.finding()).contains(why);
            assertThat(symptom.remedy())
                    .isEqualTo("Examine with the right to read them, or ask whoever runs the store");
        });
        proxy.assertAllHappened();
    }

    /** Of one publication. */
    private Diagnosis examined() {
        try (Platform platform = Platform.builder()
                .storage(GcsPeers.builder(proxy.uri()).build())
                .build()) {
            DataProduct orders = platform.product(Contract.builder("sales", "orders", "1.0.0")
                    .owner("orders@example.com")
                    .schema(new Schema("Order", List.of(Field.required("id", Primitive.INT))))
                    .output(OutputPort.builder(folder.toString()).build())
                    .build());
            orders.publish(List.of(Map.of("id", 1)));
            return orders.maintenance().examine();
        }
    }
}
