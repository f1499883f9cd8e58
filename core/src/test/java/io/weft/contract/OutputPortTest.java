package io.weft.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.PublishMode;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class OutputPortTest {
    private static final OutputPort FILES = OutputPort.builder("s3://mesh/{domain}/")
            .name("files")
            .format("iceberg")
            .mode(PublishMode.REPLACE_PARTITIONS)
            .partitionBy("origin", "day")
            .compression(Compression.ZSTD)
            .view(ViewKind.MANIFEST)
            .build();

    @Test
    void hasTheDefaultsOfTheFile() {
        Contract read = ContractReader.read("""
                name: OnTime
                domain: AirTraffic
                version: 1.0.0
                owner: air@example.com
                schema: {location: flights.avsc}
                output: {location: out/}
                """);

        assertThat(OutputPort.builder("out/").build())
                .isEqualTo(read.outputs().get(0))
                .hasToString("OutputPort[name=default, location=out/, format=parquet, mode=REPLACE, partitionBy=[],"
                        + " compression=SNAPPY, view=DIRECTORY]");
    }

    @Test
    void everyPartTellsPortsApart() {
        assertThat(FILES.toBuilder().build()).isEqualTo(FILES).hasSameHashCodeAs(FILES);
        assertThat(List.of(
                        FILES.toBuilder().name("others").build(),
                        FILES.toBuilder().location("out/").build(),
                        FILES.toBuilder().format("delta").build(),
                        FILES.toBuilder().mode(PublishMode.APPEND).build(),
                        FILES.toBuilder().partitionBy("day", "origin").build(),
                        FILES.toBuilder().compression(Compression.GZIP).build(),
                        FILES.toBuilder().view(ViewKind.NONE).build()))
                .doesNotContain(FILES)
                .doesNotHaveDuplicates();
    }

    @Test
    void laterChangesOfAListChangeNoPort() {
        List<String> fields = new ArrayList<>(List.of("day"));
        OutputPort port = OutputPort.builder("out/").partitionBy(fields).build();
        fields.add("hour");

        assertThat(port.partitionBy()).containsExactly("day");
    }

    @Test
    void refusesWhatTheReaderRefusesAndSaysWhatIsAllowed() {
        OutputPort.Builder builder = FILES.toBuilder();

        assertRefused(() -> builder.name("two words"), "name: 'two words' is not a name. It must begin with a letter");
        assertRefused(() -> builder.name(" "), "name: must not be blank; write a name");
        assertRefused(() -> builder.format("parqet"), "format: 'parqet' is not known here. Did you mean 'parquet'?");
        assertRefused(() -> builder.format("CSV"), "Write parquet, iceberg or delta.");
        assertRefused(() -> builder.location("../out"), "location: A relative location must not leave");
        assertRefused(() -> builder.location("{owner}/"), "location: '{owner}' is not a placeholder.");
        assertRefused(() -> builder.partitionBy("a-b"), "partition_by: 'a-b' is not a field name. It must begin with");
        assertRefused(() -> builder.partitionBy("a", "b", "a"), "partition_by: 'a' stands twice; each field can be");
        assertRefused(() -> OutputPort.builder("https://example.com/"), "location: Web addresses are not locations");
        assertThat(builder.build()).isEqualTo(FILES);
    }

    @Test
    void aRefusedLocationIsNotRepeated() {
        assertThatThrownBy(() -> OutputPort.builder("s3://user:hunter2@bucket/x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user information (before '@') is not allowed")
                .hasMessageNotContaining("hunter2");
    }

    @Test
    void replacingPartitionsNeedsPartitions() {
        OutputPort.Builder builder = OutputPort.builder("out/").mode(PublishMode.REPLACE_PARTITIONS);

        assertThatThrownBy(builder::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the mode REPLACE_PARTITIONS needs partitions: call partitionBy, or choose the mode REPLACE");
        assertThat(builder.partitionBy("day").build().partitionBy()).containsExactly("day");
    }

    private static void assertRefused(ThrowingCallable call, String message) {
        assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
    }
}
