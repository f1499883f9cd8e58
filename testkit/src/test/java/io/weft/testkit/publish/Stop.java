package io.weft.testkit.publish;

import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.storage.Fault;
import io.weft.testkit.storage.StorageCall.Operation;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How a storage call goes wrong. */
public enum Stop {
    /** The process dies before the call: it has no effect, and nothing after it has. */
    DIES_BEFORE(true, false),
    /** The process dies after the call took effect. What only reads has none, so that is dying before the next call. */
    DIES_AFTER(true, true),
    /** The process dies, and the change arrives when others have gone on. */
    DIES_LATE(true, true),
    /** One call is refused; the process goes on. */
    REFUSED(false, false),
    /** One change fails for a reason that stays. */
    FAILED(false, true),
    /** One change takes effect, and its answer is lost. */
    UNANSWERED(false, true),
    /** One change has no effect, and nobody says so. */
    VANISHED(false, true),
    /** One change is not answered, and arrives when the process has made four more calls. */
    DELAYED(false, true);

    private static final Set<Operation> CHANGES = EnumSet.of(Operation.COMMIT, Operation.DELETE, Operation.COPY);

    private final boolean deadly;
    private final boolean changesOnly;

    Stop(boolean deadly, boolean changesOnly) {
        this.deadly = deadly;
        this.changesOnly = changesOnly;
    }

    boolean deadly() {
        return deadly;
    }

    boolean befalls(Operation operation) {
        return !changesOnly || isChange(operation);
    }

    static boolean isChange(Operation operation) {
        return CHANGES.contains(operation);
    }

    /** What befalls the call itself; null if it is made as it is. */
    @Nullable
    Fault fault() {
        return switch (this) {
            case DIES_BEFORE, DIES_AFTER -> null;
            case DIES_LATE -> Fault.late(Integer.MAX_VALUE);
            case REFUSED -> Fault.before(Kind.UNAVAILABLE);
            case FAILED -> Fault.before(Kind.FAILED);
            case UNANSWERED -> Fault.after();
            case VANISHED -> Fault.never();
            case DELAYED -> Fault.late(4);
        };
    }
}
