package io.weft.testkit.schedule;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A schedule in which something did not hold; its message has the schedule, every step, and how to see it again. */
@CheckReturnValue
public final class ScheduleFailure extends AssertionError {
    private static final long serialVersionUID = 1L;

    private final int number;
    private final transient List<Step> steps;

    ScheduleFailure(int number, List<Step> steps, Throwable cause) {
        super(message(number, steps, cause), cause);
        this.number = number;
        this.steps = List.copyOf(steps);
    }

    /**
     * Which schedule it was.
     *
     * @return how many schedules had run, with this one
     */
    public int number() {
        return number;
    }

    /**
     * The schedule, for {@link Explorer#replay}.
     *
     * @return the schedule
     */
    public Schedule schedule() {
        return schedule(steps);
    }

    /**
     * What happened.
     *
     * @return the steps, first to last
     */
    public List<Step> steps() {
        return steps;
    }

    static Schedule schedule(List<Step> steps) {
        return new Schedule(steps.stream().map(Step::turn).toList());
    }

    private static String message(int number, List<Step> steps, Throwable cause) {
        Schedule schedule = schedule(steps);
        String list = IntStream.range(0, steps.size())
                .mapToObj(i -> "  " + (i + 1) + ". " + steps.get(i))
                .collect(Collectors.joining("\n"));
        return "Schedule " + number + " failed: " + cause + "\n" + list + "\nTo run it again, call .replay(\""
                + schedule + "\") in place of .explore()";
    }
}
