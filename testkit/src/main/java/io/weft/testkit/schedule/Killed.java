package io.weft.testkit.schedule;

/** Ends the code of an actor that dies. No code catches it by accident, unless it catches everything. */
final class Killed extends Error {
    private static final long serialVersionUID = 1L;

    Killed(String actor) {
        super(actor + " died as the schedule says", null, false, false);
    }
}
