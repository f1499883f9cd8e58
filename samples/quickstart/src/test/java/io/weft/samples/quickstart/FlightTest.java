package io.weft.samples.quickstart;

import static io.weft.samples.quickstart.FlightPunctuality.BREACHED;
import static io.weft.samples.quickstart.FlightPunctuality.GRACE_MINUTES;
import static io.weft.samples.quickstart.FlightPunctuality.ONTIME;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;

class FlightTest {
    @Test
    void readsALine() {
        assertThat(Flight.parse("01311745,-12,337,LAX,SFO"))
                .isEqualTo(new Flight(LocalDateTime.of(2001, 1, 31, 17, 45), -12, 337, "LAX", "SFO"));
    }

    @Test
    void takesAnEmptyAirportForNone() {
        assertThat(Flight.parse("01311745,0,337,,"))
                .isEqualTo(new Flight(LocalDateTime.of(2001, 1, 31, 17, 45), 0, 337, null, null));
    }

    @Test
    void forgivesLessThanTheGrace() {
        assertThat(status(GRACE_MINUTES - 1)).isEqualTo(ONTIME);
        assertThat(status(GRACE_MINUTES)).isEqualTo(BREACHED);
    }

    private static String status(int delayMinutes) {
        Flight flight = new Flight(LocalDateTime.of(2001, 1, 31, 17, 45), delayMinutes, 337, "LAX", "SFO");
        return FlightPunctuality.of(flight, GRACE_MINUTES).slaStatus();
    }
}
