package io.weft.testkit.storage;

import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.storage.StorageCall.Operation;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/** What a fault does to a call. As text: the word and the value with which {@link Fault} makes it. Immutable. */
sealed interface Effect {
    /** Calls that change what others see. */
    Set<Operation> CHANGES = set(EnumSet.of(Operation.COMMIT, Operation.DELETE, Operation.COPY));

    /** Every operation. */
    Set<Operation> ALL = set(EnumSet.allOf(Operation.class));

    /** The operations whose calls it can befall. */
    default Set<Operation> befalls() {
        return ALL;
    }

    /** How many matching calls in a row it befalls. */
    default int times() {
        return 1;
    }

    /** Whether it needs a clock to move. */
    default boolean movesClock() {
        return false;
    }

    record Before(Kind kind) implements Effect {
        public Before {
            if (kind == Kind.OUTCOME_UNKNOWN) {
                throw new IllegalArgumentException(
                        "a call that is refused has a known outcome; say Fault.never() for a change that vanishes");
            }
        }

        @Override
        public String toString() {
            return "before " + kind;
        }
    }

    record After() implements Effect {
        @Override
        public String toString() {
            return "after";
        }
    }

    record Late(int calls) implements Effect {
        public Late {
            if (calls < 0) {
                throw new IllegalArgumentException("a late change arrives after 0 calls or more, not after " + calls);
            }
        }

        @Override
        public Set<Operation> befalls() {
            return CHANGES;
        }

        @Override
        public String toString() {
            return "late " + calls;
        }
    }

    record Never() implements Effect {
        @Override
        public Set<Operation> befalls() {
            return CHANGES;
        }

        @Override
        public String toString() {
            return "never";
        }
    }

    record Torn() implements Effect {
        private static final Set<Operation> STREAMS = set(EnumSet.of(Operation.READ, Operation.WRITE, Operation.LIST));

        @Override
        public Set<Operation> befalls() {
            return STREAMS;
        }

        @Override
        public String toString() {
            return "torn";
        }
    }

    record Throttled(int times) implements Effect {
        public Throttled {
            if (times < 1) {
                throw new IllegalArgumentException("at least 1 call is throttled, not " + times);
            }
        }

        @Override
        public String toString() {
            return "throttled " + times;
        }
    }

    record Full(long bytes) implements Effect {
        private static final Set<Operation> WRITES = set(EnumSet.of(Operation.WRITE));

        public Full {
            if (bytes < 0) {
                throw new IllegalArgumentException("0 bytes or more still fit, not " + bytes);
            }
        }

        @Override
        public Set<Operation> befalls() {
            return WRITES;
        }

        @Override
        public int times() {
            return Integer.MAX_VALUE;
        }

        @Override
        public String toString() {
            return "full " + bytes;
        }
    }

    record Slow(Duration time) implements Effect {
        public Slow {
            if (time.isNegative()) {
                throw new IllegalArgumentException(
                        "a call does not take " + time + "; say Fault.clock(...) for a clock that goes back");
            }
        }

        @Override
        public boolean movesClock() {
            return !time.isZero();
        }

        @Override
        public String toString() {
            return "slow " + time;
        }
    }

    record Clock(Duration jump) implements Effect {
        @Override
        public boolean movesClock() {
            return true;
        }

        @Override
        public String toString() {
            return "clock " + jump;
        }
    }

    private static Set<Operation> set(Set<Operation> operations) {
        return Collections.unmodifiableSet(operations);
    }
}
