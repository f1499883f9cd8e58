package io.weft.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldNamesTest {
    @Test
    void javaNamesBecomeColumns() {
        assertThat(List.of("delayMinutes", "homeURL", "HTTPServer", "isoCode2", "already_snake", "x", "aB"))
                .extracting(FieldNames::snakeCase)
                .containsExactly("delay_minutes", "home_url", "http_server", "iso_code2", "already_snake", "x", "a_b");
    }

    @Test
    void columnsBecomeJavaNames() {
        assertThat(List.of("delay_minutes", "_id", "a__b", "x_", "plain", "line_2"))
                .extracting(FieldNames::camelCase)
                .containsExactly("delayMinutes", "_id", "aB", "x_", "plain", "line2");
    }

    @Test
    void onlyNearNamesAreSuggested() {
        List<String> known = List.of("origin", "destination", "delay_minutes");
        assertThat(FieldNames.didYouMean("orign", known)).isEqualTo("; did you mean 'origin'?");
        assertThat(FieldNames.didYouMean("DelayMinute", known)).isEqualTo("; did you mean 'delay_minutes'?");
        assertThat(FieldNames.didYouMean("price", known)).isEmpty();
        assertThat(FieldNames.didYouMean("a_very_long_name_indeed", known)).isEmpty();
        assertThat(FieldNames.didYouMean("o".repeat(65), List.of("o".repeat(65))))
                .isEmpty();
    }

    @Test
    void namesAreJoined() {
        assertThat(FieldNames.either(List.of("a"))).isEqualTo("a");
        assertThat(FieldNames.either(List.of("a", "b", "c"))).isEqualTo("a, b or c");
    }
}
