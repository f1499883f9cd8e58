package io.weft.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.maintenance.Diagnosis;
import io.weft.maintenance.Symptom;
import io.weft.maintenance.Symptom.Severity;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectLifecycle;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.remote.Transfers;
import io.weft.testkit.http.FaultProxy;
import io.weft.testkit.http.HttpFault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.Transition;

/** What whoever examines a product is told of its bucket's rules. */
class S3RulesTest {
    private static final String REMEDY = "Examine with the right to read them, or ask whoever runs the store";

    private final String bucket = "rules-" + UUID.randomUUID();
    private final Location folder = Location.of("s3://" + bucket + "/sales/orders");

    @Test
    void rulesThatDeleteOrArchiveAreSymptoms() {
        URI moto = moto();
        try (S3Client client = S3Peers.client(moto)) {
            client.putBucketLifecycleConfiguration(r -> r.bucket(bucket)
                    .lifecycleConfiguration(c -> c.rules(
                            rule("old")
                                    .filter(f -> f.prefix("sales/"))
                                    .expiration(e -> e.days(30))
                                    .build(),
                            rule("cold")
                                    .filter(f -> f.prefix("sales/orders/_weft/data/"))
                                    .transitions(Transition.builder()
                                            .days(90)
                                            .storageClass("GLACIER")
                                            .build())
                                    .build(),
                            rule("off")
                                    .status("Disabled")
                                    .filter(f -> f.prefix(""))
                                    .expiration(e -> e.days(1))
                                    .build(),
                            rule("beside")
                                    .filter(f -> f.prefix("sales/orders-2/"))
                                    .expiration(e -> e.days(1))
                                    .build(),
                            rule("uploads")
                                    .filter(f -> f.prefix(""))
                                    .abortIncompleteMultipartUpload(a -> a.daysAfterInitiation(7))
                                    .build())));
        }
        assertThat(examined(moto).symptoms())
                .extracting(Symptom::toString)
                .satisfiesExactly(
                        symptom -> assertThat(symptom)
                                .startsWith("ERROR WEFT-DOCTOR-009 " + folder
                                        + ": the store's rule 'old' deletes objects that are 30 days old"),
                        symptom -> assertThat(symptom)
                                .startsWith("WARNING WEFT-DOCTOR-009 " + folder + "/_weft/data"
                                        + ": the store's rule 'cold' moves to a tier that cannot be read at once objects"
                                        + " that are 90 days old"));
    }

    @Test
    void aBucketWithoutRulesIsInOrder() {
        assertThat(examined(moto()).symptoms()).isEmpty();
    }

    @Test
    void aStoreThatKnowsNoRulesIsNoted() {
        URI proxy = S3Peers.shared(S3ProxyPeer.class).endpoint();
        S3Peers.makeBucket(proxy, bucket);
        assertNoted(
                examined(proxy),
                "the store cannot be asked for the lifecycle rules of " + folder
                        + ": 501 NotImplemented. It does not know such rules, or does not tell them");
    }

    @Test
    void whoMayNotReadThemIsToldOfTheRight() {
        try (FaultProxy proxy = FaultProxy.to(moto())) {
            proxy.plan(HttpFault.answer(403, "application/xml", error("AccessDenied"))
                    .on("GET")
                    .query("lifecycle"));
            assertNoted(
                    examined(proxy.uri()),
                    "S3 did not tell the lifecycle rules (s3:GetLifecycleConfiguration) of " + folder
                            + ": 403 AccessDenied. Grant the right to the role that runs this");
            proxy.assertAllHappened();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, AccessDenied, ACCESS_DENIED",
        "405, MethodNotAllowed, INVALID",
        "501, NotImplemented, INVALID",
        "400, NotImplemented, INVALID",
        "404, NoSuchBucket, INVALID",
        "400, MalformedXML, FAILED",
        "503, SlowDown, UNAVAILABLE",
        "500, InternalError, UNAVAILABLE"
    })
    void whatAnAnswerSaysIsTold(int status, String code, Kind kind) {
        try (FaultProxy proxy = FaultProxy.to(moto());
                Storage storage = S3Peers.builder(proxy.uri())
                        .transfers(new Transfers(5 << 20, 4, Duration.ZERO))
                        .build()) {
            proxy.plan(HttpFault.answer(status, "application/xml", error(code)));
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> rules(storage))
                    .withMessageContaining(folder + ": " + status + " " + code)
                    .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
            proxy.assertAllHappened();
        }
    }

    @Test
    void whatMayPassIsAskedAgain() {
        try (FaultProxy proxy = FaultProxy.to(moto());
                Storage storage = S3Peers.storage(proxy.uri())) {
            proxy.plan(HttpFault.answer(503, "application/xml", error("SlowDown")));
            assertThat(rules(storage)).isEmpty();
            assertThat(proxy.requests()).hasSize(2);
        }
    }

    private List<ObjectLifecycle.Rule> rules(Storage storage) {
        return storage.capability(ObjectLifecycle.class).orElseThrow().lifecycleRules(folder);
    }

    /** Of one publication. */
    private Diagnosis examined(URI endpoint) {
        try (Platform platform =
                Platform.builder().storage(S3Peers.storage(endpoint)).build()) {
            DataProduct orders = platform.product(Contract.builder("sales", "orders", "1.0.0")
                    .owner("orders@example.com")
                    .schema(new Schema("Order", List.of(Field.required("id", Primitive.INT))))
                    .output(OutputPort.builder(folder.toString()).build())
                    .build());
            orders.publish(List.of(Map.of("id", 1)));
            return orders.maintenance().examine();
        }
    }

    private URI moto() {
        URI moto = S3Peers.shared(MotoPeer.class).endpoint();
        S3Peers.makeBucket(moto, bucket);
        return moto;
    }

    private static LifecycleRule.Builder rule(String name) {
        return LifecycleRule.builder().id(name).status("Enabled");
    }

    private static String error(String code) {
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                + "</Code><Message>planned</Message></Error>";
    }

    private void assertNoted(Diagnosis diagnosis, String why) {
        assertThat(diagnosis.symptoms()).singleElement().satisfies(symptom -> {
            assertThat(symptom.severity()).isEqualTo(Severity.NOTE);
            assertThat(symptom.code()).isEqualTo("WEFT-DOCTOR-012");
            assertThat(symptom.object()).isEqualTo(folder.toString());
            assertThat(symptom.finding()).contains(why);
            assertThat(symptom.remedy()).isEqualTo(REMEDY);
        });
    }
}
