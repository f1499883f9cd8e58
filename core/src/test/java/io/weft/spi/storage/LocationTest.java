package io.weft.spi.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocationTest {
    private static final Location MESH = Location.of("memory://mesh/sales");

    @ParameterizedTest
    @ValueSource(strings = {"..", "../other", "a/..", "a/../..", "."})
    void nothingBelowALocationLeadsOutOfIt(String relative) {
        assertThatThrownBy(() -> MESH.resolve(relative))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-LOCATION-001: 'memory://…' is not a valid location: '.' and '..' are not allowed."
                        + " Write scheme://bucket/folder, for example s3://data/flights/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a", "a//b", "a/b//c"})
    void emptySegmentsAreRefused(String relative) {
        assertThatThrownBy(() -> MESH.resolve(relative))
                .isInstanceOf(WeftException.class)
                .hasMessageContaining("empty path segments (//) are not allowed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", "a.b", ".a/..b", "k=v/part-1.parquet"})
    void dotsWithinNamesAreFine(String relative) {
        assertThat(MESH.resolve(relative)).hasToString("memory://mesh/sales/" + relative);
    }

    @Test
    void theRootHasAnEmptyPath() {
        assertThat(Location.of("memory://mesh/").path()).isEmpty();
        assertThat(Location.of("memory://mesh").resolve("a")).hasToString("memory://mesh/a");
    }
}
