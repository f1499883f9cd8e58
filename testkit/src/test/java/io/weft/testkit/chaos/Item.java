package io.weft.testkit.chaos;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A row that says what it belongs to, so that whoever reads it can tell whether a publication is there as a whole.
 *
 * @param publication which publication it came with
 * @param number its number there, from 0
 * @param total how many rows the publication has
 * @param part the partition, if the product has any
 * @param proof follows from publication and number, so that a row of other bytes is noticed
 */
record Item(long publication, int number, int total, int part, long proof) {
    private static final int PARTS = 2;
    private static final int MOST = 24;

    /** What a reader found: which publications, as one number, and what is wrong with them. */
    record Found(int rows, long fingerprint, List<String> problems) {}

    /** All rows of a publication: the same in every process. */
    static List<Item> of(long publication) {
        int total = 1 + (int) Math.floorMod(mixed(publication), (long) MOST);
        return IntStream.range(0, total)
                .mapToObj(number -> of(publication, number, total))
                .toList();
    }

    private static Item of(long publication, int number, int total) {
        return new Item(publication, number, total, number % PARTS, mixed(publication * MOST + number));
    }

    /** The rows that somebody read of one version: each publication must be there as a whole, or not at all. */
    static Found inVersion(Iterable<Item> items) {
        return examine(items, true);
    }

    /** The rows of one file: of each publication and partition in it, all must be there. */
    static Found inFile(Iterable<Item> items) {
        return examine(items, false);
    }

    /** A number for a set of publications; different sets have different ones, but for a chance of one in 2^64. */
    static long fingerprint(Set<Long> publications) {
        return publications.stream().mapToLong(Item::mixed).sum();
    }

    private static Found examine(Iterable<Item> items, boolean allParts) {
        Map<Long, Set<Item>> byPublication = new LinkedHashMap<>();
        Set<String> problems = new HashSet<>();
        int rows = 0;
        for (Item item : items) {
            rows++;
            boolean isNew = byPublication
                    .computeIfAbsent(item.publication(), key -> new HashSet<>())
                    .add(item);
            if (!isNew) {
                problems.add("publication " + item.publication() + " has row " + item.number() + " twice");
            }
        }
        byPublication.forEach((publication, found) -> {
            Set<Item> expected = new HashSet<>(of(publication));
            if (!allParts) {
                Set<Integer> parts = new HashSet<>();
                found.forEach(item -> parts.add(item.part()));
                expected.removeIf(item -> !parts.contains(item.part()));
            }
            if (!found.equals(expected)) {
                problems.add(
                        "publication " + publication + " has " + found.size() + " rows in place of " + expected.size());
            }
        });
        return new Found(rows, fingerprint(byPublication.keySet()), List.copyOf(problems));
    }

    /** Spreads a number over all others, as the last step of SplitMix64 does. */
    private static long mixed(long number) {
        long z = number + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
