package io.weft.testkit.schedule;

import io.weft.testkit.schedule.Schedule.Turn;
import io.weft.testkit.schedule.Schedule.Way;

/**
 * A turn that may come next.
 *
 * @param turn the turn
 * @param preempts whether the actor before it could have gone on
 */
record Option(Turn turn, boolean preempts) {
    Spent added(Spent spent) {
        return new Spent(
                spent.preemptions() + (preempts ? 1 : 0),
                spent.deaths() + (turn.way() == Way.DIE ? 1 : 0),
                spent.lostAnswers() + (turn.way() == Way.LOSE_ANSWER ? 1 : 0));
    }

    boolean goes() {
        return turn.way() == Way.GO;
    }
}
