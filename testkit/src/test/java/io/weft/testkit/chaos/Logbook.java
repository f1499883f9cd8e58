package io.weft.testkit.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A product's log as this test reads it from the disk by itself, so that a mistake in Weft's reading cannot hide one in
 * its writing. Knows every version that there ever was, since entries are never deleted. Not thread-safe.
 */
final class Logbook {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SUFFIX = ".json";

    private final Path root;
    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, Long> versionOf = new HashMap<>();
    private long floor = 1;

    /** A data file as the log promises it. */
    record Data(String path, long size, String sha256) {}

    /**
     * A version.
     *
     * @param target the version that it goes back to, or expires up to
     * @param hash of the entry's bytes
     * @param files what readers of the version see, by path
     * @param txns the transactions whose rows these are
     */
    record Entry(
            long version,
            String txn,
            String operation,
            long target,
            Instant timestamp,
            String hash,
            Map<String, Data> files,
            Set<String> txns) {
        boolean brought() {
            return operation.equals("APPEND") || operation.equals("REPLACE");
        }
    }

    Logbook(Path root) {
        this.root = root;
    }

    /** Reads what came since the last time; returns what is wrong with it. */
    List<String> readOn() throws IOException {
        List<String> problems = new ArrayList<>();
        List<String> slots = names(root.resolve("_weft/log"));
        if (slots.size() < entries.size()) {
            problems.add("the log has " + slots.size() + " slots and had " + entries.size());
        }
        for (int i = entries.size(); i < slots.size() && problems.isEmpty(); i++) {
            Path slot = slot(i + 1L);
            if (!slots.get(i).equals(slot.getFileName().toString())) {
                problems.add("the slot after version " + i + " is " + slots.get(i));
                break;
            }
            take(Files.readAllBytes(slot), problems);
        }
        return problems;
    }

    long head() {
        return entries.size();
    }

    /** The oldest version that is retained. */
    long floor() {
        return floor;
    }

    Entry entry(long version) {
        return entries.get((int) version - 1);
    }

    List<Entry> entries() {
        return List.copyOf(entries);
    }

    /** The retained versions. */
    List<Entry> retained() {
        return entries.isEmpty() ? List.of() : List.copyOf(entries.subList((int) floor - 1, entries.size()));
    }

    /** Versions that an object in the folder of pins names, also one that keeps nothing. */
    List<Entry> pinned() throws IOException {
        Set<Entry> pinned = new LinkedHashSet<>();
        for (Path pin : pins()) {
            pinned.add(entryOf(pin));
        }
        return List.copyOf(pinned);
    }

    /** Versions with a pin that came before their expiry and whose time is not over: their files must be there. */
    List<Entry> pinnedInTime() throws IOException {
        Set<Entry> pinned = new LinkedHashSet<>();
        for (Path pin : pins()) {
            Instant since = Files.getLastModifiedTime(pin).toInstant();
            String name = pin.getFileName().toString();
            Instant until = since.plusSeconds(Long.parseLong(name.substring(name.indexOf('-') + 1)));
            if (Instant.now().isBefore(until)
                    && since.isBefore(expiryOf(entryOf(pin).version()))) {
                pinned.add(entryOf(pin));
            }
        }
        return List.copyOf(pinned);
    }

    private List<Path> pins() throws IOException {
        List<Path> pins = new ArrayList<>();
        for (String version : names(root.resolve("_weft/pins"))) {
            Path folder = root.resolve("_weft/pins").resolve(version);
            names(folder).forEach(name -> pins.add(folder.resolve(name)));
        }
        return pins;
    }

    private Entry entryOf(Path pin) {
        return entry(Long.parseLong(pin.getParent().getFileName().toString()));
    }

    /** When the disk says that a version was given up. */
    private Instant expiryOf(long version) throws IOException {
        for (Entry entry : entries) {
            if (entry.operation().equals("EXPIRE") && entry.target() > version) {
                return Files.getLastModifiedTime(slot(entry.version())).toInstant();
            }
        }
        return Instant.MAX;
    }

    private Path slot(long version) {
        return root.resolve("_weft/log").resolve(String.format("%020d", version) + SUFFIX);
    }

    /** Names in a folder in order, without the hidden ones that writers leave when they die. */
    static List<String> names(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder)) {
            return found.map(path -> path.getFileName().toString())
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private void take(byte[] bytes, List<String> problems) throws IOException {
        JsonNode node = JSON.readTree(bytes);
        long version = entries.size() + 1L;
        Instant timestamp = Instant.parse(node.path("ts").asText());
        String txn = node.path("txn").asText();
        String parent = entries.isEmpty() ? "" : entry(head()).hash();
        require(node.path("version").asLong() == version, "slot " + version + " holds another version", problems);
        require(
                node.path("parent").asText().equals(parent),
                "version " + version + " does not name the entry before it",
                problems);
        require(
                entries.isEmpty() || entry(head()).timestamp().isBefore(timestamp),
                "time stands still at version " + version,
                problems);
        Long earlier = versionOf.putIfAbsent(txn, version);
        require(earlier == null, "one transaction is version " + earlier + " and " + version, problems);
        String operation = node.path("op").asText();
        long target = node.path("target").asLong();
        if (operation.equals("EXPIRE")) {
            require(target > floor && target < version, "version " + version + " expires up to " + target, problems);
            floor = Math.max(floor, target);
        }
        if (operation.equals("ROLLBACK")) {
            require(target >= floor && target < version, "version " + version + " goes back to " + target, problems);
        }
        entries.add(new Entry(
                version,
                txn,
                operation,
                target,
                timestamp,
                sha256(bytes),
                Map.copyOf(filesAfter(node, operation, target)),
                Set.copyOf(txnsAfter(txn, operation, target))));
    }

    private Map<String, Data> filesAfter(JsonNode node, String operation, long target) {
        Map<String, Data> files = new LinkedHashMap<>();
        switch (operation) {
            case "REPLACE" -> {}
            case "ROLLBACK" -> files.putAll(entry(target).files());
            default -> {
                if (!entries.isEmpty()) {
                    files.putAll(entry(head()).files());
                }
            }
        }
        if (operation.equals("COMPACT")) {
            node.path("names").forEach(name -> files.remove(name.asText()));
        }
        for (JsonNode file : node.path("files")) {
            Data data = new Data(
                    file.path("path").asText(),
                    file.path("size").asLong(),
                    file.path("sha256").asText());
            files.put(data.path(), data);
        }
        return files;
    }

    private Set<String> txnsAfter(String txn, String operation, long target) {
        Set<String> before = entries.isEmpty() ? Set.of() : entry(head()).txns();
        Set<String> txns = new LinkedHashSet<>();
        switch (operation) {
            case "APPEND" -> {
                txns.addAll(before);
                txns.add(txn);
            }
            case "REPLACE" -> txns.add(txn);
            case "ROLLBACK" -> txns.addAll(entry(target).txns());
            case "COMPACT", "EXPIRE", "FENCE", "ABORT" -> txns.addAll(before);
            default -> throw new IllegalStateException("unknown operation " + operation);
        }
        return txns;
    }

    private static void require(boolean holds, String otherwise, List<String> problems) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
