package io.weft.testkit.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Counts calls for the faults of a plan, and says which of them befall a call. Thread-safe. */
final class Luck {
    private final List<Planned> plan = new ArrayList<>();

    synchronized void add(Fault fault) {
        plan.add(new Planned(fault));
    }

    /** Forgets every fault, also those that are not over. */
    synchronized void forget() {
        plan.clear();
    }

    /** Counts a call. Every fault counts it, also when another befalls it. */
    synchronized List<Fault> befalling(StorageCall call) {
        return plan.stream()
                .filter(planned -> planned.befalls(call))
                .map(planned -> planned.fault)
                .toList();
    }

    /** Takes room for the bytes of a write; the fault that says that there is none, if it does not fit. */
    synchronized Optional<Fault> full(StorageCall call, List<Fault> befalling) {
        List<Planned> disks = plan.stream()
                .filter(planned -> planned.fault.effect() instanceof Effect.Full)
                .filter(planned -> befalling.contains(planned.fault))
                .toList();
        Optional<Planned> full =
                disks.stream().filter(disk -> disk.room < call.bytes()).findFirst();
        if (full.isEmpty()) {
            disks.forEach(disk -> disk.room -= call.bytes());
        }
        full.ifPresent(disk -> disk.struck = true);
        return full.map(disk -> disk.fault);
    }

    /** What befell no call so far. */
    synchronized List<Fault> pending() {
        return plan.stream()
                .filter(planned -> !planned.struck)
                .map(planned -> planned.fault)
                .toList();
    }

    private static final class Planned {
        private final Fault fault;
        private long seen;
        private long room;
        private boolean struck;

        Planned(Fault fault) {
            this.fault = fault;
            this.room = fault.effect() instanceof Effect.Full full ? full.bytes() : 0;
        }

        boolean befalls(StorageCall call) {
            boolean now = fault.matches(call) && fault.befalls(++seen);
            // A disk strikes only when something does not fit.
            struck |= now && !(fault.effect() instanceof Effect.Full);
            return now;
        }
    }
}
