package io.weft.testkit.schedule;

import io.weft.testkit.schedule.Schedule.Turn;
import java.util.ArrayList;
import java.util.List;

/** Follows given turns, then takes the first option on and on, and tells a frontier where it could have turned off. */
final class Path implements Chooser {
    private final List<Turn> given;
    private final Frontier frontier;
    private final List<Turn> taken = new ArrayList<>();
    private Spent spent = Spent.NOTHING;

    Path(List<Turn> given, Frontier frontier) {
        this.given = given;
        this.frontier = frontier;
    }

    @Override
    public Option choose(List<Option> options) {
        int at = taken.size();
        Option option = at < given.size() ? find(given.get(at), options) : options.get(0);
        if (at >= given.size()) {
            for (Option other : options.subList(1, options.size())) {
                frontier.add(taken, at, other, spent);
            }
        }
        spent = option.added(spent);
        taken.add(option.turn());
        return option;
    }

    private Option find(Turn turn, List<Option> options) {
        return options.stream()
                .filter(option -> option.turn().equals(turn))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Turn " + (taken.size() + 1) + " should be '" + turn
                        + "', which is impossible there; possible are "
                        + options.stream().map(Option::turn).toList()
                        + ". Either the schedule is of another scenario, or the scenario does not do the same each time:"
                        + " look for time, chance and state that outlives a run"));
    }
}
