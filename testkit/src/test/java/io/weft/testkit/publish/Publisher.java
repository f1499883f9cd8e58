package io.weft.testkit.publish;

import io.weft.spi.storage.Storage;
import io.weft.testkit.TestClock;
import java.util.List;

/** Makes numbered publications visible; each call is a process of its own. */
interface Publisher {
    /** What the publisher is told. */
    enum Answer {
        ACKNOWLEDGED,
        REFUSED,
        UNKNOWN
    }

    Answer publish(Storage storage, TestClock clock, int number);

    /** The numbers that readers see, each as often as they see it; fails if something visible cannot be read. */
    List<Integer> read(Storage storage);

    /** What else is broken; empty if nothing is. */
    List<String> broken(Storage storage);
}
