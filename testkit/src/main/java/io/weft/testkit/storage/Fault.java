package io.weft.testkit.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.function.Predicate;

/**
 * One failure that {@link FaultyStorage} brings about, once. Immutable.
 *
 * @param operation the operation that fails
 * @param where the locations at which calls are counted
 * @param nth which of the matching calls fails, from 1
 * @param kind the kind of the exception
 * @param applied whether the call takes effect all the same
 */
@CheckReturnValue
public record Fault(Operation operation, Predicate<Location> where, int nth, Kind kind, boolean applied) {
    /** Checks the number. */
    public Fault {
        if (nth < 1) {
            throw new IllegalArgumentException("nth counts from 1, not " + nth);
        }
    }

    /**
     * The first such call fails and has no effect.
     *
     * @param operation the operation
     * @param kind the kind of the exception
     * @return a fault at any location
     */
    public static Fault before(Operation operation, Kind kind) {
        return new Fault(operation, location -> true, 1, kind, false);
    }

    /**
     * The first such call takes effect, and its answer is lost: {@code OUTCOME_UNKNOWN}.
     *
     * @param operation the operation
     * @return a fault at any location
     */
    public static Fault after(Operation operation) {
        return new Fault(operation, location -> true, 1, Kind.OUTCOME_UNKNOWN, true);
    }

    /**
     * The same fault, at some locations only.
     *
     * @param where chooses the locations
     * @return the fault
     */
    public Fault at(Predicate<Location> where) {
        return new Fault(operation, where, nth, kind, applied);
    }

    /**
     * The same fault, at a later call.
     *
     * @param nth which of the matching calls fails, from 1
     * @return the fault
     */
    public Fault nth(int nth) {
        return new Fault(operation, where, nth, kind, applied);
    }
}
