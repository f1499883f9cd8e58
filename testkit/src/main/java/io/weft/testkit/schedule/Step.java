package io.weft.testkit.schedule;

import io.weft.testkit.schedule.Schedule.Turn;

/**
 * One turn that was taken.
 *
 * @param turn whose turn, and what happened
 * @param what the storage call or point the actor stood before
 */
public record Step(Turn turn, String what) {
    @Override
    public String toString() {
        return turn + " " + what;
    }
}
