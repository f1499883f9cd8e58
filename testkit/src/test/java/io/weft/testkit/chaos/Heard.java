package io.weft.testkit.chaos;

import io.weft.testkit.chaos.Said.Kind;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** What the parent remembers of everything that workers said; no worker's death can take it back. Thread-safe. */
final class Heard {
    private final Map<String, Long> tried = new HashMap<>();
    private final Map<String, Long> acknowledged = new HashMap<>();
    private final Map<Long, Long> read = new HashMap<>();
    private final Map<Kind, Long> times = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> sums = new EnumMap<>(Kind.class);
    private final Map<String, Long> refusals = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final BlockingQueue<String> alarms = new LinkedBlockingQueue<>();

    /** One look at it, with copies. */
    record Sofar(Map<String, Long> tried, Map<String, Long> acknowledged, Map<Long, Long> read) {}

    synchronized void hear(String line) {
        Said.parse(line).ifPresent(this::note);
    }

    private void note(Said said) {
        times.merge(said.kind(), 1L, Long::sum);
        sums.merge(said.kind(), said.number(), Long::sum);
        switch (said.kind()) {
            case TRIES -> remember(tried, said.text(), said.number(), "publications were tried as transaction ");
            case PUBLISHED ->
                remember(acknowledged, said.text(), said.number(), "versions were acknowledged of transaction ");
            case READ, READ_PINNED -> remember(read, said.number(), said.more(), "contents were read of version ");
            case REFUSED -> refusals.merge(said.text(), 1L, Long::sum);
            case BROKEN -> problem(said.text());
            case LOOKED, EXPIRED, CLEANED, COMPACTED, ROLLED_BACK, TENDED -> {}
        }
    }

    private <K> void remember(Map<K, Long> map, K key, long value, String what) {
        Long before = map.putIfAbsent(key, value);
        if (before != null && before != value) {
            problem("two " + what + key + ": " + before + " and " + value);
        }
    }

    synchronized void problem(String text) {
        problems.add(text);
        alarms.add(text);
    }

    /** Becomes not empty with the first problem. */
    BlockingQueue<String> alarms() {
        return alarms;
    }

    synchronized List<String> problems() {
        return List.copyOf(problems);
    }

    synchronized Sofar sofar() {
        return new Sofar(Map.copyOf(tried), Map.copyOf(acknowledged), Map.copyOf(read));
    }

    synchronized long times(Kind kind) {
        return times.getOrDefault(kind, 0L);
    }

    synchronized long sum(Kind kind) {
        return sums.getOrDefault(kind, 0L);
    }

    synchronized String refusals() {
        return refusals.toString();
    }

    synchronized int acknowledgements() {
        return acknowledged.size();
    }
}
