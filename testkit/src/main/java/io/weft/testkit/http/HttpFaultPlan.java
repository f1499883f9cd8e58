package io.weft.testkit.http;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.testkit.storage.FaultPlan;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The bad luck of one test: faults, each of which counts the requests by itself. If several befall the same request, the first
 * decides what becomes of it; slowness comes on top. Immutable.
 *
 * <p>As text, faults are separated by semicolons: {@code drop answer on PUT at 'log/*'; answer 503 'text/plain' '' times 2}.
 *
 * @param faults the faults
 */
@CheckReturnValue
public record HttpFaultPlan(List<HttpFault> faults) {
    /** Copies the faults. */
    public HttpFaultPlan {
        faults = List.copyOf(faults);
    }

    /**
     * Makes a plan.
     *
     * @param faults the faults
     * @return the plan
     */
    public static HttpFaultPlan of(HttpFault... faults) {
        return new HttpFaultPlan(List.of(faults));
    }

    /**
     * Reads a plan as a failure prints it.
     *
     * @param text faults separated by semicolons; blank for none
     * @return the plan
     * @throws IllegalArgumentException that says which word is wrong and what may stand there
     */
    public static HttpFaultPlan parse(String text) {
        return new HttpFaultPlan(new HttpFaultReader(text).faults());
    }

    /**
     * Runs a check that uses this plan, so that its failure says how to see it again.
     *
     * @param check throws if something does not hold
     * @throws AssertionError with this plan in its message and what was thrown as its cause
     */
    public void check(FaultPlan.Check check) {
        try {
            check.run();
        } catch (Throwable e) {
            // Whatever it is, it is thrown on, with the plan.
            throw new AssertionError(e + "\nTo run it again, use " + literal(), e);
        }
    }

    /**
     * The plan as text, in one line.
     *
     * @return what {@link #parse} reads
     */
    @Override
    public String toString() {
        return faults.stream().map(HttpFault::toString).collect(Collectors.joining("; "));
    }

    /** To paste into a program: bodies are full of double quotes. */
    String literal() {
        return "HttpFaultPlan.parse(\"" + toString().replace("\\", "\\\\").replace("\"", "\\\"") + "\")";
    }
}
