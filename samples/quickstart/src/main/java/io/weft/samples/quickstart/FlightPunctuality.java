package io.weft.samples.quickstart;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * A row of the product. Weft finds the column of a component by its name: {@code slaStatus} is {@code sla_status}.
 *
 * @param departure scheduled, local time
 * @param origin airport code; the contract refuses null
 * @param destination airport code; the contract refuses null
 * @param distanceMiles from origin to destination
 * @param delayMinutes actual minus promised arrival, negative if early
 * @param slaStatus {@link #BREACHED} or {@link #ONTIME}
 */
record FlightPunctuality(
        LocalDateTime departure,
        @Nullable String origin,
        @Nullable String destination,
        int distanceMiles,
        int delayMinutes,
        String slaStatus) {
    static final String BREACHED = "BREACHED";
    static final String ONTIME = "ONTIME";

    /** The US Department of Transportation counts a flight as on time if it is less than 15 minutes late. */
    static final int GRACE_MINUTES = 15;

    /** The domain's rule: a promise is broken once the promised arrival has passed by the grace. */
    static FlightPunctuality of(Flight flight, int graceMinutes) {
        return new FlightPunctuality(
                flight.departure(),
                flight.origin(),
                flight.destination(),
                flight.distanceMiles(),
                flight.delayMinutes(),
                flight.delayMinutes() >= graceMinutes ? BREACHED : ONTIME);
    }
}
