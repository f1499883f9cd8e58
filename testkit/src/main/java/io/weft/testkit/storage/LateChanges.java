package io.weft.testkit.storage;

import io.weft.spi.storage.StorageException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Changes that were asked for and have not arrived. They arrive one after another, in the calls of others. Thread-safe. */
final class LateChanges {
    private final List<Change> underWay = new ArrayList<>();
    private final Consumer<String> notes;

    LateChanges(Consumer<String> notes) {
        this.notes = notes;
    }

    synchronized void add(Attempt<?> attempt, int calls) {
        attempt.keep();
        underWay.add(new Change(attempt, calls));
    }

    synchronized int size() {
        return underWay.size();
    }

    /** Another call is about to be made. */
    void deliverDue() {
        deliver(false);
    }

    void deliverAll() {
        deliver(true);
    }

    synchronized void discard() {
        underWay.forEach(change -> change.attempt.discard());
        underWay.clear();
    }

    private synchronized void deliver(boolean all) {
        List<Change> due =
                underWay.stream().filter(change -> all || change.isDue()).toList();
        underWay.removeAll(due);
        due.forEach(this::arrive);
    }

    private void arrive(Change change) {
        StorageCall call = change.attempt.call();
        String what = "late " + call.operation() + " " + call.location();
        try {
            change.attempt.go();
            notes.accept(what + " arrived");
        } catch (StorageException e) {
            // Whoever asked for it has gone, so there is nobody to tell.
            notes.accept(what + " was refused: " + e.kind());
        } finally {
            change.attempt.discard();
        }
    }

    private static final class Change {
        private final Attempt<?> attempt;
        private int calls;

        Change(Attempt<?> attempt, int calls) {
            this.attempt = attempt;
            this.calls = calls;
        }

        /** Asked before each later call. */
        boolean isDue() {
            return calls-- == 0;
        }
    }
}
