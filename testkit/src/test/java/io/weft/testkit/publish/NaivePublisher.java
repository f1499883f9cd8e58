package io.weft.testkit.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.TestClock;
import java.util.ArrayList;
import java.util.List;

/** What somebody may write in an afternoon: a data object, and the next free slot that names it. With a mistake, or none. */
final class NaivePublisher implements Publisher {
    private static final Location HERE = Location.of("memory://mesh/naive");
    private static final int ATTEMPTS = 5;

    /** What is done wrong, the bad luck under which it shows, and how. */
    enum Mistake {
        NONE("never", ""),
        /** Writes again after a lost answer, and takes "exists" for somebody else's entry: it is the echo of its own. */
        BELIEVES_EXISTS("after on COMMIT", "is ACKNOWLEDGED and there 2 times"),
        /** Cleans up when it does not know whether it has committed. */
        DELETES_AFTER_UNKNOWN("late 3 on COMMIT", "memory://mesh/naive/data/1 does not exist");

        final String fault;
        final String noticed;

        Mistake(String fault, String noticed) {
            this.fault = fault;
            this.noticed = noticed;
        }
    }

    private final Mistake mistake;

    NaivePublisher(Mistake mistake) {
        this.mistake = mistake;
    }

    @Override
    public Answer publish(Storage storage, TestClock clock, int number) {
        Location data = HERE.resolve("data/" + number);
        try {
            storage.put(data, bytes(number), Precondition.NONE);
        } catch (StorageException e) {
            return Answer.REFUSED;
        }
        try {
            return committed(storage, number);
        } catch (StorageException e) {
            if (e.kind() != Kind.OUTCOME_UNKNOWN) {
                return Answer.REFUSED;
            }
            if (mistake == Mistake.DELETES_AFTER_UNKNOWN) {
                storage.delete(data);
            }
            return Answer.UNKNOWN;
        }
    }

    @Override
    public List<Integer> read(Storage storage) {
        List<Integer> numbers = new ArrayList<>();
        for (ObjectInfo slot : storage.list(HERE.resolve("log"), "")) {
            int number = number(storage, slot.location());
            numbers.add(number(storage, HERE.resolve("data/" + number)));
        }
        return numbers;
    }

    @Override
    public List<String> broken(Storage storage) {
        return List.of();
    }

    private Answer committed(Storage storage, int number) {
        int version = 1;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            Location slot = HERE.resolve("log/" + version);
            try {
                storage.put(slot, bytes(number), Precondition.ABSENT);
                return Answer.ACKNOWLEDGED;
            } catch (StorageException e) {
                boolean again = mistake == Mistake.BELIEVES_EXISTS && e.kind() == Kind.OUTCOME_UNKNOWN;
                if (e.kind() != Kind.EXISTS && !again) {
                    throw e;
                }
                version += e.kind() == Kind.EXISTS ? 1 : 0;
            }
        }
        throw new StorageException(Kind.FAILED, "no free version among the first " + ATTEMPTS, null);
    }

    private static int number(Storage storage, Location object) {
        return Integer.parseInt(new String(storage.read(object, 100), UTF_8));
    }

    private static byte[] bytes(int number) {
        return String.valueOf(number).getBytes(UTF_8);
    }
}
