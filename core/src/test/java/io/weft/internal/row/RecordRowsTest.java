package io.weft.internal.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.schema.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Java records as rows, in and out. */
class RecordRowsTest {
    enum Status {
        ONTIME,
        LATE
    }

    private record Leg(String from, @Nullable Integer minutes) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Trip(
            boolean open,
            byte tiny,
            short small,
            int delayMinutes,
            long id,
            float ratio,
            double share,
            String origin,
            byte[] raw,
            LocalDate day,
            LocalTime at,
            Instant seen,
            LocalDateTime departure,
            UUID key,
            BigDecimal price,
            Status status,
            Leg first,
            List<Leg> legs,
            List<@Nullable String> notes,
            Map<String, @Nullable Long> counts,
            @Nullable Integer gate,
            @Nullable Leg last) {}

    private static final Schema TRIP = Schema.of(Trip.class);

    private static Trip trip(@Nullable Integer gate, @Nullable Leg last) {
        return new Trip(
                true,
                (byte) -7,
                (short) 300,
                12,
                5_000_000_000L,
                1.5f,
                0.1,
                "Zürich",
                new byte[] {1, 2},
                LocalDate.of(2026, 1, 2),
                LocalTime.of(3, 4, 5, 6_000),
                Instant.parse("2026-01-02T03:04:05.000006Z"),
                LocalDateTime.of(2026, 1, 2, 3, 4),
                new UUID(1, 2),
                new BigDecimal("9.500000000"),
                Status.LATE,
                new Leg("ZRH", 3),
                List.of(new Leg("A", null), new Leg("B", 4)),
                Arrays.asList("x", null),
                new java.util.LinkedHashMap<>(Map.of("n", 1L)),
                gate,
                last);
    }

    @Test
    void everyComponentTypeComesBack() {
        RowEncoder encoder = RowEncoders.of(TRIP, Trip.class);
        RowDecoder<Trip> decoder = RowDecoders.of(TRIP, Trip.class);
        assertThat(decoder.projection()).isEqualTo(TRIP);
        for (Trip trip : List.of(trip(null, null), trip(9, new Leg("Z", null)))) {
            Trip back = decoder.decode(encoder.encode(trip, 1), 1);
            assertThat(back).usingRecursiveComparison().isEqualTo(trip);
        }
    }

    @Test
    void recordsOfAMethodAreRows() {
        record Flight(LocalDateTime departure, int delayMinutes, String origin, String destination) {}
        Schema schema = Schema.of(Flight.class);
        Flight flight = new Flight(LocalDateTime.of(2026, 1, 2, 3, 4), -3, "ZRH", "JFK");
        Object[] row = RowEncoders.of(schema, Flight.class).encode(flight, 1);
        assertThat(row).containsExactly(flight.departure(), -3, "ZRH", "JFK");
        assertThat(RowDecoders.of(schema, Flight.class).decode(row, 1)).isEqualTo(flight);
    }

    @Test
    void structsAreArrays() {
        Object[] row = RowEncoders.of(TRIP, Trip.class).encode(trip(1, null), 1);
        assertThat((Object[]) row[16]).containsExactly("ZRH", 3);
        assertThat((Object[]) ((List<?>) row[17]).get(0)).containsExactly("A", null);
        assertThat(row[21]).isNull();
    }
}
