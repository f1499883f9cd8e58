package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonProperties {
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsRead(@ForAll("objects") Map<String, Object> object) {
        assertThat(Json.object(Json.bytes(object))).isEqualTo(object);
    }

    /** No text may do anything but be read or be refused, and what was cut off is refused. */
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatIsCutOffIsRefused(@ForAll("objects") Map<String, Object> object, @ForAll double where) {
        String text = new String(Json.bytes(object), UTF_8);
        String cut = text.substring(0, (int) (Math.abs(where % 1) * text.length()));
        assertThatExceptionOfType(GcsError.class)
                .isThrownBy(() -> Json.object(cut.getBytes(UTF_8)))
                .withMessageStartingWith("Parse Error: ")
                .satisfies(e -> assertThat(e.code()).isEqualTo(400));
    }

    @Property(tries = 1000)
    void noTextBreaksTheReader(@ForAll @From("scraps") String text) {
        try {
            assertThat(Json.object(text.getBytes(UTF_8))).isNotNull();
        } catch (GcsError e) {
            assertThat(e).hasMessageStartingWith("Parse Error: ");
        }
    }

    @Provide
    Arbitrary<String> scraps() {
        return Arbitraries.of(
                        "{", "}", "[", "]", "\"", "\\", ":", ",", "null", "1", "-", "\\u00", "a", " ", "true", ".5")
                .list()
                .ofMaxSize(12)
                .map(scraps -> String.join("", scraps));
    }

    @Provide
    Arbitrary<Map<String, Object>> objects() {
        return values(2).map(value -> Map.of("key", value));
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> simple = Arbitraries.oneOf(
                Arbitraries.strings()
                        .all()
                        .filter(text -> UTF_8.newEncoder().canEncode(text))
                        .map(text -> text),
                Arbitraries.longs().map(BigDecimal::valueOf),
                Arbitraries.of(true, false),
                Arbitraries.just(Json.NULL));
        if (depth == 0) {
            return simple;
        }
        return Arbitraries.oneOf(
                simple,
                values(depth - 1).list().ofMaxSize(3).map(list -> list),
                Arbitraries.maps(Arbitraries.strings().alpha(), values(depth - 1))
                        .ofMaxSize(3)
                        .map(map -> map));
    }
}
