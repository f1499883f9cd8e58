package io.weft.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final List<String> KEYS = List.of("owner", "output", "outputs", "sla", "partition_by", "not_null");

    @Test
    void findsWhatIsOneOrTwoSlipsAway() {
        assertThat(Suggestion.among(KEYS, "onwer")).contains("owner");
        assertThat(Suggestion.among(KEYS, "Owner")).contains("owner");
        assertThat(Suggestion.among(KEYS, "ouput")).contains("output");
        assertThat(Suggestion.among(KEYS, "partition-by")).contains("partition_by");
        assertThat(Suggestion.among(KEYS, "partitionby")).contains("partition_by");
        assertThat(Suggestion.among(KEYS, "notnull")).contains("not_null");
        assertThat(Suggestion.among(KEYS, "slo")).contains("sla");
    }

    @Test
    void findsNothingFarAway() {
        assertThat(Suggestion.among(KEYS, "x")).isEmpty();
        assertThat(Suggestion.among(KEYS, "license")).isEmpty();
        assertThat(Suggestion.among(KEYS, "owner".repeat(20))).isEmpty();
        assertThat(Suggestion.among(List.of(), "owner")).isEmpty();
    }

    @Test
    void prefersTheNearest() {
        assertThat(Suggestion.among(KEYS, "outputss")).contains("outputs");
        assertThat(Suggestion.among(List.of("abcdef", "abcdxf"), "abcdxf_")).contains("abcdxf");
    }
}
