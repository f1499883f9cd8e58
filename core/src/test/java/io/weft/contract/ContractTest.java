package io.weft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ContractTest {
    private static final Schema FLIGHT = new Schema("Flight", List.of(Field.required("origin", Primitive.STRING)));
    private static final OutputPort FILES = OutputPort.builder("out/").build();

    private static Contract.Builder flights() {
        return Contract.builder("AirTraffic", "OnTime", "1.2.3")
                .owner("air@example.com")
                .schema(FLIGHT)
                .output(FILES);
    }

    @Test
    void saysNothingThatWasNotSaid() {
        Contract contract = flights().build();

        assertThat(contract.id()).hasToString("AirTraffic/OnTime@1");
        assertThat(contract.schema()).isEqualTo(new SchemaRef.Inline(FLIGHT));
        assertThat(contract.sla()).isEqualTo(new Sla(null, null));
        assertThat(contract.qualityChecks()).isEqualTo(QualityChecks.NONE);
        assertThat(contract.description()).isNull();
        assertThat(contract.contact()).isNull();
        assertThat(contract.classification()).isNull();
        assertThat(contract.backup()).isNull();
        assertThat(contract.examples()).isEmpty();
        assertThat(contract.inputs()).isEmpty();
        assertThat(contract.notices()).isEmpty();
        assertThat(contract.source()).isEmpty();
        assertThat(contract).hasToString("Contract[AirTraffic/OnTime 1.2.3]");
    }

    @Test
    void everyPartTellsContractsApart() throws IOException {
        Contract full = ContractReader.read(ContractReaderTest.valid("full"));

        assertThat(full.toBuilder().build()).isEqualTo(full).hasSameHashCodeAs(full);
        assertThat(List.of(
                        full.toBuilder().version("2.0.0").build(),
                        full.toBuilder().owner("somebody").build(),
                        full.toBuilder().description(null).build(),
                        full.toBuilder().contact(null).build(),
                        full.toBuilder().classification(null).build(),
                        full.toBuilder().tag("new").build(),
                        full.toBuilder().sla(new Sla(Duration.ofHours(2), null)).build(),
                        full.toBuilder().schema(new SchemaRef.File("x.avsc")).build(),
                        full.toBuilder().outputs(List.of(FILES)).build(),
                        full.toBuilder().qualityChecks(QualityChecks.NONE).build(),
                        full.toBuilder().backup(null).build(),
                        full.toBuilder().examples(List.of()).build(),
                        full.toBuilder().input("Weather").build(),
                        full.toBuilder().notices(List.of()).build(),
                        full.toBuilder().source("").build()))
                .doesNotContain(full)
                .doesNotHaveDuplicates();
    }

    @Test
    void namesEverythingThatIsMissing() {
        assertThatThrownBy(Contract.builder("AirTraffic", "OnTime", "1.0.0")::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the contract of AirTraffic/OnTime is not complete: call owner, schema, output");
        assertThatThrownBy(flights().outputs(List.of())::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the contract of AirTraffic/OnTime is not complete: call output");
    }

    @Test
    void refusesAtOnceWhatCannotBe() {
        assertRefused(() -> Contract.builder("Air Traffic", "OnTime", "1.0.0"), "a product id is domain/name@major");
        assertRefused(() -> Contract.builder("AirTraffic", "OnTime", "1.0"), "a version is written major.minor.patch");
        assertRefused(() -> flights().version("v1"), "a version is written major.minor.patch");
        assertRefused(() -> flights().owner(" "), "the owner must not be blank");
        assertRefused(() -> flights().description(""), "the description must not be blank");
        assertRefused(() -> flights().contact("\t"), "the contact must not be blank");
        assertRefused(() -> flights().classification(""), "the classification must not be blank");
        assertRefused(() -> flights().tags(List.of("a", "")), "the tag must not be blank");
        assertRefused(() -> flights().input(" "), "the input must not be blank");
    }

    @Test
    void refusesWhatContradictsEarlierParts() {
        OutputPort sameName = OutputPort.builder("other/").build();
        OutputPort sameLocation = OutputPort.builder("out").name("files").build();

        assertRefused(
                () -> flights().output(sameName), "two outputs are named 'default'; each needs a name of its own");
        assertRefused(() -> flights().output(sameLocation), "the outputs 'default' and 'files' have the same location");
        assertRefused(() -> flights().inputs(List.of("A", "A")), "the input 'A' stands twice; name it once");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
