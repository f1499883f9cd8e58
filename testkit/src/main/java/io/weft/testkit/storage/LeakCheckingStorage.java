package io.weft.testkit.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Remembers which inputs and outputs nobody closed, and where each was opened. Whatever reads through a storage, such as {@code
 * Rows}, holds inputs, so it is found by them. A listing holds nothing that could be closed. Thread-safe.
 */
@CheckReturnValue
public final class LeakCheckingStorage extends ForwardingStorage {
    private final Map<Long, Opened> open = new ConcurrentSkipListMap<>();
    private final AtomicLong number = new AtomicLong();

    private LeakCheckingStorage(Storage storage) {
        super(storage);
    }

    /**
     * Wraps a storage.
     *
     * @param storage where the calls go; closed with this one
     * @return a storage of which nothing is open
     */
    public static LeakCheckingStorage of(Storage storage) {
        return new LeakCheckingStorage(storage);
    }

    /**
     * Asserts that every input and output was closed.
     *
     * @throws AssertionError that lists what is open and the line that opened it; each whole stack trace is a suppressed exception
     */
    public void assertNothingOpen() {
        List<Opened> left = List.copyOf(open.values());
        if (!left.isEmpty()) {
            StringBuilder text = new StringBuilder(
                    left.size() + " not closed; use try-with-resources, also where an exception may fly:");
            left.forEach(opened -> text.append("\n  ").append(opened.line()));
            AssertionError error = new AssertionError(text.toString());
            left.forEach(error::addSuppressed);
            throw error;
        }
    }

    @Override
    public StorageInput open(Location object) {
        StorageInput input = super.open(object);
        return new Input(input) {
            private final Runnable closed = opened("the input of " + object);

            @Override
            public void close() {
                closed.run();
                super.close();
            }
        };
    }

    @Override
    public StorageOutput create(Location object, Precondition precondition) {
        StorageOutput output = super.create(object, precondition);
        return new Output(output) {
            private final Runnable closed = opened("the output of " + object);

            @Override
            public void close() {
                closed.run();
                super.close();
            }
        };
    }

    private Runnable opened(String what) {
        long id = number.incrementAndGet();
        open.put(id, new Opened(what));
        return () -> open.remove(id);
    }

    /** Where something was opened; an exception for its stack trace only. */
    private static final class Opened extends Exception {
        private static final long serialVersionUID = 1L;

        private final String what;

        Opened(String what) {
            super(what + " was opened here");
            this.what = what;
        }

        /** With the first line that is not of a storage. */
        String line() {
            return what + " was opened here: "
                    + Arrays.stream(getStackTrace())
                            .filter(line -> !isOfStorage(line.getClassName()))
                            .findFirst()
                            .map(StackTraceElement::toString)
                            .orElse("an unknown line");
        }

        private static boolean isOfStorage(String type) {
            String here = LeakCheckingStorage.class.getName();
            return type.equals(Storage.class.getName()) || type.equals(here) || type.startsWith(here + "$");
        }
    }
}
