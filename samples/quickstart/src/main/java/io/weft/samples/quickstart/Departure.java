package io.weft.samples.quickstart;

/**
 * What a reader wants of the product: of its six columns only these two are read.
 *
 * @param origin airport code
 * @param slaStatus BREACHED or ONTIME
 */
record Departure(String origin, String slaStatus) {
    boolean onTime() {
        return slaStatus.equals(FlightPunctuality.ONTIME);
    }
}
