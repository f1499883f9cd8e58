package io.weft.testkit.schedule;

import io.weft.testkit.schedule.Schedule.Turn;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * The schedules within the bounds that did not run yet, each known by its beginning; after it the first option is taken
 * on and on. Those with the least bad luck come first, so that what is found is as simple as it can be; among equals the
 * search goes depth first. Every schedule comes once. (Iterative context bounding: Musuvathi and Qadeer, PLDI 2007.)
 *
 * <p>Not thread-safe.
 */
final class Frontier {
    /** The turns of a run before a branch are shared by all of its branches. */
    private record Branch(List<Turn> run, int length, Turn last) {
        List<Turn> turns() {
            List<Turn> turns = new ArrayList<>(run.subList(0, length));
            turns.add(last);
            return turns;
        }
    }

    private final Spent bounds;
    private final int room;
    private final List<Deque<Branch>> byLuck = new ArrayList<>();
    private int size;
    private boolean complete = true;

    Frontier(Spent bounds, int room) {
        this.bounds = bounds;
        this.room = room;
        for (int total = 0; total <= bounds.total(); total++) {
            byLuck.add(new ArrayDeque<>());
        }
    }

    void add(List<Turn> run, int length, Option option, Spent before) {
        Spent spent = option.added(before);
        if (!spent.isWithin(bounds)) {
            return;
        }
        if (size >= room) {
            complete = false;
            return;
        }
        size++;
        byLuck.get(spent.total()).push(new Branch(run, length, option.turn()));
    }

    boolean isEmpty() {
        return size == 0;
    }

    List<Turn> next() {
        size--;
        return byLuck.stream()
                .filter(level -> !level.isEmpty())
                .findFirst()
                .orElseThrow()
                .pop()
                .turns();
    }

    /** Whether nothing within the bounds had to be left out. */
    boolean isComplete() {
        return complete && isEmpty();
    }
}
