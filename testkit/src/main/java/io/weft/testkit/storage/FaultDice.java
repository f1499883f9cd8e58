package io.weft.testkit.storage;

import io.weft.spi.storage.StorageException.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** Makes faults by chance: early calls more often than late ones, since every program has some. Not thread-safe. */
final class FaultDice {
    private static final List<Kind> REFUSALS =
            List.of(Kind.UNAVAILABLE, Kind.ACCESS_DENIED, Kind.NO_SPACE, Kind.FAILED);
    private static final int LAST_CALL = 60;

    private final Random random;

    FaultDice(Random random) {
        this.random = random;
    }

    Fault fault() {
        return kind().nth(1 + random.nextInt(1 + random.nextInt(LAST_CALL)));
    }

    private Fault kind() {
        return switch (random.nextInt(9)) {
            case 0 -> Fault.before(REFUSALS.get(random.nextInt(REFUSALS.size())));
            case 1 -> Fault.after();
            case 2 -> Fault.late(random.nextInt(8));
            case 3 -> Fault.never();
            case 4 -> Fault.torn();
            case 5 -> Fault.throttled(1 + random.nextInt(4));
            case 6 -> Fault.full(random.nextInt(20_000));
            case 7 -> Fault.slow(Duration.ofSeconds(random.nextInt(600)));
            default -> Fault.clock(Duration.ofSeconds(random.nextInt(14_400) - 7_200));
        };
    }
}
