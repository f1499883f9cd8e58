package io.weft.testkit.schedule;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The commit protocol of Weft in small, with one planted mistake or none: a data object, then one numbered slot with the
 * name of the transaction, created if absent.
 */
final class ToyLog {
    private static final Location ROOT = Location.of("memory://mesh/toy");
    private static final Location LOG = ROOT.resolve("log");
    private static final Location DATA = ROOT.resolve("data");

    /** What is done wrong. */
    enum Mistake {
        NONE,
        /** Asks whether the slot is empty, then writes it without condition. */
        CHECKS_THEN_WRITES,
        /** Numbers by listing, while old entries are deleted: a stalled writer takes a number that was freed. */
        NUMBERS_BY_LISTING,
        /** Writes again after a lost answer, and takes "exists" for somebody else's entry: it is the echo of its own. */
        BELIEVES_EXISTS,
        /** Goes to the next slot when a write had no answer and is not there yet. */
        PASSES_AN_EMPTY_SLOT,
        /** Cleans up when it does not know whether it has committed. */
        DELETES_AFTER_UNKNOWN,
        /** Makes the entry before the data. */
        NAMES_BEFORE_IT_WRITES
    }

    private final Storage storage;
    private final Mistake mistake;

    ToyLog(Storage storage, Mistake mistake) {
        this.storage = storage;
        this.mistake = mistake;
    }

    static boolean isSlot(Location object) {
        return object.isWithin(LOG);
    }

    /** Commits a transaction once, and returns its number. */
    int commit(String txn) {
        if (mistake != Mistake.NAMES_BEFORE_IT_WRITES) {
            put(DATA.resolve(txn), txn, Precondition.NONE);
        }
        int version = committed(txn);
        if (mistake == Mistake.NAMES_BEFORE_IT_WRITES) {
            put(DATA.resolve(txn), txn, Precondition.NONE);
        }
        return version;
    }

    private int committed(String txn) {
        int version = mistake == Mistake.NUMBERS_BY_LISTING ? newest() + 1 : 1;
        while (true) {
            Optional<String> holder = read(version);
            if (holder.isEmpty()) {
                try {
                    write(version, txn);
                    return version;
                } catch (StorageException e) {
                    version = afterFailure(version, txn, e);
                }
            } else if (holder.get().equals(txn)) {
                return version;
            } else {
                version++;
            }
        }
    }

    /** Which slot to look at next: the same one again, since only a look tells who is in it. */
    private int afterFailure(int version, String txn, StorageException e) {
        if (e.kind() == Kind.EXISTS) {
            return version;
        }
        if (e.kind() != Kind.OUTCOME_UNKNOWN) {
            throw e;
        }
        if (mistake == Mistake.BELIEVES_EXISTS) {
            return againBlindly(version, txn);
        }
        if (mistake == Mistake.DELETES_AFTER_UNKNOWN) {
            storage.delete(DATA.resolve(txn));
            throw e;
        }
        return mistake == Mistake.PASSES_AN_EMPTY_SLOT && read(version).isEmpty() ? version + 1 : version;
    }

    private int againBlindly(int version, String txn) {
        try {
            write(version, txn);
            return version;
        } catch (StorageException e) {
            if (e.kind() != Kind.EXISTS) {
                throw e;
            }
            return version + 1;
        }
    }

    private void write(int version, String txn) {
        if (mistake == Mistake.CHECKS_THEN_WRITES) {
            if (storage.stat(slot(version)).isEmpty()) {
                put(slot(version), txn, Precondition.NONE);
                return;
            }
            throw new StorageException(Kind.EXISTS, "taken", null);
        }
        put(slot(version), txn, Precondition.ABSENT);
    }

    /** Deletes all entries but the newest. */
    void expire() {
        int newest = newest();
        for (int version = 1; version < newest; version++) {
            storage.delete(slot(version));
        }
    }

    /** What is wrong with the log, given who was told which version; empty if nothing is. */
    static List<String> problems(Storage storage, Map<String, Integer> acknowledged) {
        ToyLog log = new ToyLog(storage, Mistake.NONE);
        List<String> problems = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (int version = 1; version <= log.newest(); version++) {
            Optional<String> txn = log.read(version);
            if (txn.isEmpty()) {
                problems.add("version " + version + " is missing");
            } else if (!seen.add(txn.get())) {
                problems.add(txn.get() + " is there twice");
            } else if (storage.stat(DATA.resolve(txn.get())).isEmpty()) {
                problems.add("the data of " + txn.get() + " is missing");
            }
        }
        acknowledged.forEach((txn, version) -> {
            if (!log.read(version).equals(Optional.of(txn))) {
                problems.add(txn + " is not version " + version);
            }
        });
        return problems;
    }

    private int newest() {
        int newest = 0;
        for (ObjectInfo object : storage.list(LOG, "")) {
            newest = Math.max(newest, Integer.parseInt(object.location().name()));
        }
        return newest;
    }

    private Optional<String> read(int version) {
        try {
            return Optional.of(new String(storage.read(slot(version), 100), StandardCharsets.UTF_8));
        } catch (StorageException e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private void put(Location object, String text, Precondition precondition) {
        storage.put(object, text.getBytes(StandardCharsets.UTF_8), precondition);
    }

    private static Location slot(int version) {
        return LOG.resolve(String.valueOf(version));
    }
}
