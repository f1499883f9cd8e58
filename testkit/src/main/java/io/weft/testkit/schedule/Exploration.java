package io.weft.testkit.schedule;

/**
 * What was explored without a failure.
 *
 * @param schedules how many schedules ran
 * @param steps how many turns they had together
 * @param complete whether these were all schedules within the bounds; random ones do not count for it
 */
public record Exploration(int schedules, long steps, boolean complete) {}
