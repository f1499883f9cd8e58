package io.weft.testkit.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The bad luck of one test: faults, each of which counts the calls by itself. If several befall the same call, the first decides
 * how it fails; slowness and jumps of the clock come on top. Immutable.
 *
 * <p>As text, faults are separated by semicolons: {@code late 3 on COMMIT at 'log/*'; throttled 2 nth 7}.
 *
 * @param faults the faults
 */
@CheckReturnValue
public record FaultPlan(List<Fault> faults) {
    /** Copies the faults. */
    public FaultPlan {
        faults = List.copyOf(faults);
    }

    /** What must hold under a plan. */
    @FunctionalInterface
    public interface Check {
        /**
         * Runs once.
         *
         * @throws Throwable if something does not hold
         */
        void run() throws Throwable;
    }

    /**
     * Makes a plan.
     *
     * @param faults the faults
     * @return the plan
     */
    public static FaultPlan of(Fault... faults) {
        return new FaultPlan(List.of(faults));
    }

    /**
     * Reads a plan as a failure prints it.
     *
     * @param text faults separated by semicolons; blank for none
     * @return the plan
     * @throws IllegalArgumentException that says which word is wrong and what may stand there
     */
    public static FaultPlan parse(String text) {
        return new FaultPlan(new FaultReader(text).faults());
    }

    /**
     * Makes a plan by chance, of all kinds of faults at any of the first calls. It moves the clock, so {@link FaultyStorage#of(
     * io.weft.spi.storage.Storage, FaultPlan, io.weft.testkit.TestClock)} needs one.
     *
     * @param seed the same seed and count give the same plan
     * @param count how many faults
     * @return the plan
     */
    public static FaultPlan random(long seed, int count) {
        FaultDice dice = new FaultDice(new Random(seed));
        return new FaultPlan(
                IntStream.range(0, count).mapToObj(number -> dice.fault()).toList());
    }

    /**
     * Runs a check that uses this plan, so that its failure says how to see it again.
     *
     * @param check throws if something does not hold
     * @throws AssertionError with this plan in its message and what was thrown as its cause
     */
    public void check(Check check) {
        try {
            check.run();
        } catch (Throwable e) {
            // Whatever it is, it is thrown on, with the plan.
            throw new AssertionError(e + "\nTo run it again, use FaultPlan.parse(\"" + this + "\")", e);
        }
    }

    /**
     * The plan as text, in one line.
     *
     * @return what {@link #parse} reads
     */
    @Override
    public String toString() {
        return faults.stream().map(Fault::toString).collect(Collectors.joining("; "));
    }
}
