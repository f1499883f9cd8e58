package io.weft.testkit.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A product's log as read by this test alone: what is under test has no part in it, so a mistake there cannot hide
 * itself. Immutable.
 *
 * @param entries the versions, oldest first
 * @param problems what is wrong with them; empty if nothing is
 */
record Chronicle(List<Entry> entries, List<String> problems) {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Entries that schedules begin with, by hash; reading JSON is the dearest part of a look. */
    private static final Map<String, Entry> KNOWN = new ConcurrentHashMap<>();
    /** Clocks stand still, so there are few times. */
    private static final Map<String, Instant> TIMES = new ConcurrentHashMap<>();

    private static final int MAX_BYTES = 1 << 20;

    /**
     * A data file of an entry.
     *
     * @param path relative to the output location
     * @param size its bytes
     * @param sha256 their hash
     */
    record DataFile(String path, long size, String sha256) {
        /** The attempt that wrote it: {@code <txn>/<attempt>}. */
        String attempt() {
            return attemptOf(path);
        }
    }

    /** What this test needs to know of an entry. */
    record Entry(
            long version,
            String txn,
            String parent,
            Instant timestamp,
            String operation,
            long target,
            List<String> names,
            String schema,
            List<DataFile> files) {
        /** Whether rows may go or come by it. */
        boolean changesRows() {
            return switch (operation) {
                case "APPEND", "REPLACE", "ROLLBACK" -> true;
                default -> false;
            };
        }

        /** Whether readers can take it. */
        boolean isSnapshot() {
            return changesRows() || operation.equals("COMPACT");
        }
    }

    static Chronicle read(Storage storage, Location log) {
        List<Entry> entries = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        String parent = "";
        for (ObjectInfo slot : storage.list(log, "")) {
            byte[] bytes = storage.read(slot.location(), MAX_BYTES);
            String hash = Hash.of(bytes);
            Entry entry = entry(bytes, hash);
            examine(entry, slot.location().name(), parent, entries, problems);
            entries.add(entry);
            parent = hash;
        }
        Chronicle chronicle = new Chronicle(entries, problems);
        if (problems.isEmpty()) {
            chronicle.examineEffects();
        }
        return chronicle;
    }

    /** Keeps entries in mind that will be read again and again. */
    static void remember(Storage storage, Location log) {
        for (ObjectInfo slot : storage.list(log, "")) {
            byte[] bytes = storage.read(slot.location(), MAX_BYTES);
            KNOWN.put(Hash.of(bytes), parse(bytes));
        }
    }

    /** {@code _weft/data/<txn>/<attempt>-<n>.pq} is of {@code <txn>/<attempt>}. */
    static String attemptOf(String path) {
        return path.substring("_weft/data/".length(), path.lastIndexOf('-'));
    }

    long head() {
        return entries.size();
    }

    Optional<Entry> version(long version) {
        return version >= 1 && version <= head() ? Optional.of(entries.get((int) version - 1)) : Optional.empty();
    }

    boolean has(String txn) {
        return entries.stream().anyMatch(entry -> entry.txn().equals(txn));
    }

    /** The oldest version that is not given up. */
    long floor() {
        return floorBefore(head() + 1);
    }

    private long floorBefore(long version) {
        for (long at = version - 1; at >= 1; at--) {
            Entry entry = entries.get((int) at - 1);
            if (entry.operation().equals("EXPIRE")) {
                return entry.target();
            }
        }
        return 1;
    }

    boolean isFenced(String attempt) {
        return entries.stream()
                .anyMatch(entry ->
                        entry.operation().equals("FENCE") && entry.names().contains(attempt));
    }

    /** The files that a reader of a version sees, by path. */
    Map<String, DataFile> filesAt(long version) {
        Map<String, DataFile> files = new LinkedHashMap<>();
        for (Entry entry : entries.subList(0, (int) version)) {
            switch (entry.operation()) {
                case "APPEND", "EXPIRE", "FENCE", "ABORT" -> {}
                case "REPLACE" -> files.clear();
                case "COMPACT" -> files.keySet().removeAll(entry.names());
                case "ROLLBACK" -> {
                    files.clear();
                    files.putAll(filesAt(entry.target()));
                }
                default -> throw new IllegalStateException("unknown operation " + entry.operation());
            }
            entry.files().forEach(file -> files.put(file.path(), file));
        }
        return files;
    }

    /**
     * The publications whose rows a reader of a version must see, sorted; said by what each entry means, whatever its
     * files hold.
     *
     * @param byTxn the publication of each transaction
     */
    List<Integer> publicationsAt(long version, Map<String, Integer> byTxn) {
        List<Integer> publications = new ArrayList<>();
        for (Entry entry : entries.subList(0, (int) version)) {
            switch (entry.operation()) {
                case "APPEND" -> publications.add(byTxn.get(entry.txn()));
                case "REPLACE" -> publications = new ArrayList<>(List.of(byTxn.get(entry.txn())));
                case "ROLLBACK" -> publications = new ArrayList<>(publicationsAt(entry.target(), byTxn));
                default -> {
                    // Rows stay as they are.
                }
            }
        }
        return publications.stream().sorted().toList();
    }

    private static void examine(Entry entry, String name, String parent, List<Entry> before, List<String> problems) {
        long version = before.size() + 1L;
        if (entry.version() != version || !name.equals(slot(version))) {
            problems.add(
                    "the slot after version " + before.size() + " is " + name + " with version " + entry.version());
        }
        if (!entry.parent().equals(parent)) {
            problems.add("version " + version + " does not name the entry before it");
        }
        for (Entry earlier : before) {
            if (!earlier.timestamp().isBefore(entry.timestamp())) {
                problems.add("time stands still between versions " + earlier.version() + " and " + version);
            }
            if (earlier.txn().equals(entry.txn())) {
                problems.add("one transaction is both version " + earlier.version() + " and " + version);
            }
        }
    }

    private static String slot(long version) {
        String digits = Long.toString(version);
        return "0".repeat(20 - digits.length()) + digits + ".json";
    }

    /** What each entry may do behind those before it. */
    private void examineEffects() {
        Set<String> committed = new HashSet<>();
        Set<String> fenced = new HashSet<>();
        for (Entry entry : entries) {
            long version = entry.version();
            switch (entry.operation()) {
                case "ROLLBACK" ->
                    require(
                            entry.target() >= floorBefore(version) && entry.target() < version,
                            "version " + version + " goes back to version " + entry.target() + ", which has expired");
                case "EXPIRE" ->
                    require(
                            entry.target() > floorBefore(version) && entry.target() < version,
                            "version " + version + " expires nothing");
                case "FENCE" -> {
                    require(
                            entry.names().stream().noneMatch(committed::contains),
                            "version " + version + " shuts out what was committed before");
                    fenced.addAll(entry.names());
                }
                case "COMPACT" ->
                    require(
                            filesAt(version - 1).keySet().containsAll(entry.names()),
                            "version " + version + " takes away files that were not there");
                default -> {
                    // Appends and replaces may always be; of aborts the world knows more.
                }
            }
            for (DataFile file : entry.files()) {
                require(!fenced.contains(file.attempt()), "version " + version + " was shut out by a fence before");
                committed.add(file.attempt());
            }
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }

    private static Entry entry(byte[] bytes, String hash) {
        Entry known = KNOWN.get(hash);
        return known == null ? parse(bytes) : known;
    }

    private static Entry parse(byte[] bytes) {
        try {
            JsonNode node = JSON.readTree(bytes);
            List<String> names = new ArrayList<>();
            node.path("names").forEach(name -> names.add(name.asText()));
            List<DataFile> files = new ArrayList<>();
            for (JsonNode file : node.path("files")) {
                files.add(new DataFile(
                        file.path("path").asText(),
                        file.path("size").asLong(),
                        file.path("sha256").asText()));
            }
            return new Entry(
                    node.path("version").asLong(),
                    node.path("txn").asText(),
                    node.path("parent").asText(),
                    TIMES.computeIfAbsent(node.path("ts").asText(), Instant::parse),
                    node.path("op").asText(),
                    node.path("target").asLong(),
                    names,
                    node.path("schema").asText(),
                    files);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
