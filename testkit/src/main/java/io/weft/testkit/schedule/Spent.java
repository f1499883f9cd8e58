package io.weft.testkit.schedule;

/**
 * How much bad luck a schedule has, or may have.
 *
 * @param preemptions how often an actor had to stop that could have gone on
 * @param deaths how many actors died
 * @param lostAnswers how many calls took effect and were not answered
 */
record Spent(int preemptions, int deaths, int lostAnswers) {
    static final Spent NOTHING = new Spent(0, 0, 0);

    boolean isWithin(Spent bounds) {
        return preemptions <= bounds.preemptions && deaths <= bounds.deaths && lostAnswers <= bounds.lostAnswers;
    }

    int total() {
        return preemptions + deaths + lostAnswers;
    }
}
