package io.weft.testkit.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.internal.KeyPattern;
import io.weft.testkit.storage.StorageCall.Operation;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One piece of bad luck that {@link FaultyStorage} brings about: what happens, and to which call. Unless told otherwise it
 * befalls the first call that it can befall.
 *
 * <p>As text it is written with the words that make it: {@code Fault.late(3).on(COMMIT).at("log/*").nth(2)} is {@code late 3
 * on COMMIT at 'log/*' nth 2}. Equal if the text is. Immutable.
 */
@CheckReturnValue
public final class Fault {
    private final Effect effect;
    private final @Nullable Operation operation;
    private final @Nullable KeyPattern where;
    private final int nth;

    private Fault(Effect effect, @Nullable Operation operation, @Nullable KeyPattern where, int nth) {
        if (operation != null && !effect.befalls().contains(operation)) {
            throw new IllegalArgumentException(
                    "'" + effect + "' cannot befall " + operation + ", only " + effect.befalls());
        }
        if (nth < 1) {
            throw new IllegalArgumentException("nth counts from 1, not " + nth);
        }
        this.effect = effect;
        this.operation = operation;
        this.where = where;
        this.nth = nth;
    }

    /**
     * The call is refused and has no effect.
     *
     * @param kind the kind of the exception; any but {@code OUTCOME_UNKNOWN}, for which there is {@link #never}
     * @return the fault
     */
    public static Fault before(Kind kind) {
        return of(new Effect.Before(kind));
    }

    /**
     * The call takes effect and its answer is lost: {@code OUTCOME_UNKNOWN} for a commit, delete or copy. For other calls it is
     * {@code UNAVAILABLE}, since they change nothing that anybody sees; a handle that nobody got is closed.
     *
     * @return the fault
     */
    public static Fault after() {
        return of(new Effect.After());
    }

    /**
     * A commit, delete or copy fails with {@code OUTCOME_UNKNOWN} at once and takes effect later, if its precondition holds then.
     *
     * @param calls how many more calls, of anybody, the storage gets before it arrives; 0 if it arrives before the next one
     * @return the fault
     */
    public static Fault late(int calls) {
        return of(new Effect.Late(calls));
    }

    /**
     * A commit, delete or copy fails with {@code OUTCOME_UNKNOWN} and never takes effect.
     *
     * @return the fault
     */
    public static Fault never() {
        return of(new Effect.Never());
    }

    /**
     * A write, read or listing breaks in the middle, with {@code UNAVAILABLE}. Half of the bytes of a write went to the storage,
     * and what was written stays behind there as an upload that nobody ends: it never becomes visible. Half of the bytes of a
     * read are in the caller's array. A listing shows one object first.
     *
     * @return the fault
     */
    public static Fault torn() {
        return of(new Effect.Torn());
    }

    /**
     * Several matching calls in a row are refused with {@code UNAVAILABLE}, beginning with the {@link #nth}.
     *
     * @param times how many, at least 1
     * @return the fault
     */
    public static Fault throttled(int times) {
        return of(new Effect.Throttled(times));
    }

    /**
     * The disk is full after some more bytes: from the {@link #nth} matching write on, a write that does not fit fails with {@code
     * NO_SPACE} as a whole.
     *
     * @param bytes how many still fit
     * @return the fault
     */
    public static Fault full(long bytes) {
        return of(new Effect.Full(bytes));
    }

    /**
     * The call takes time, and then goes on as it would: the clock moves, then {@link FaultyStorage#whileSlow} runs, then the call
     * takes effect.
     *
     * @param time how much; zero if only the hook matters
     * @return the fault
     */
    public static Fault slow(Duration time) {
        return of(new Effect.Slow(time));
    }

    /**
     * The clock jumps before the call, as when a machine's clock is set; the call itself goes on as it would.
     *
     * @param jump how far, negative to go back
     * @return the fault
     */
    public static Fault clock(Duration jump) {
        return of(new Effect.Clock(jump));
    }

    /**
     * The same fault, for calls of one operation only.
     *
     * @param operation the operation
     * @return the fault
     * @throws IllegalArgumentException if this cannot befall such calls
     */
    public Fault on(Operation operation) {
        return new Fault(effect, operation, where, nth);
    }

    /**
     * The same fault, for calls at some locations only: an object's, a listing's folder, a copy's target.
     *
     * @param pattern matches the end of a key: {@code log/*} is everything right in a folder {@code log}. {@code *} and {@code ?}
     *     stand for any and one character but the slash, {@code **} for any with slashes. With a slash in front the pattern
     *     matches the whole key, from the bucket on
     * @return the fault
     */
    public Fault at(String pattern) {
        return new Fault(effect, operation, KeyPattern.of(pattern), nth);
    }

    /**
     * The same fault, at a later call.
     *
     * @param nth which of the matching calls it befalls, from 1
     * @return the fault
     */
    public Fault nth(int nth) {
        return new Fault(effect, operation, where, nth);
    }

    /**
     * The fault as text.
     *
     * @return what {@link FaultPlan#parse} reads
     */
    @Override
    public String toString() {
        return effect
                + (operation == null ? "" : " on " + operation)
                + (where == null ? "" : " at " + where)
                + (nth == 1 ? "" : " nth " + nth);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fault that
                && effect.equals(that.effect)
                && operation == that.operation
                && Objects.equals(where, that.where)
                && nth == that.nth;
    }

    @Override
    public int hashCode() {
        return Objects.hash(effect, operation, where, nth);
    }

    Effect effect() {
        return effect;
    }

    /** Whether it counts such calls. */
    boolean matches(StorageCall call) {
        return effect.befalls().contains(call.operation())
                && (operation == null || operation == call.operation())
                && (where == null || where.matches(call.location().path()));
    }

    /** Whether it befalls the matching call of this number. */
    boolean befalls(long number) {
        return number >= nth && number - nth < effect.times();
    }

    private static Fault of(Effect effect) {
        return new Fault(effect, null, null, 1);
    }
}
