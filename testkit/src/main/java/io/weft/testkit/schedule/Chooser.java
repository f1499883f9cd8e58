package io.weft.testkit.schedule;

import java.util.List;

/** Decides who is next; asked by one thread at a time. */
interface Chooser {
    /**
     * Chooses.
     *
     * @param options at least one; the first is the one without bad luck: the same actor as before if it can go on
     * @return one of them
     */
    Option choose(List<Option> options);
}
