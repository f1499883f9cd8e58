package io.weft.contract;

import java.io.ByteArrayInputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Inputs made to hurt, by name. {@link #main} reads them all in a small heap and prints a line for each. */
final class HostileContracts {
    static final int KIB = 1024;
    private static final int LIMIT = 256 * KIB;

    private HostileContracts() {}

    /** Files of 20 MB, each made when it is asked for. */
    static Map<String, Supplier<byte[]>> tooLarge() {
        Map<String, Supplier<byte[]>> inputs = new LinkedHashMap<>();
        inputs.put("20 MB scalar", () -> repeated("name: ", "x", 20_000 * KIB));
        inputs.put("20 MB of brackets", () -> repeated("", "[", 20_000 * KIB));
        inputs.put("20 MB of keys", () -> repeated("", "k: v\n", 20_000 * KIB));
        inputs.put("20 MB of zeros", () -> new byte[20_000 * KIB]);
        inputs.put("one byte too many", () -> repeated("", "#", LIMIT + 1));
        return inputs;
    }

    private static byte[] repeated(String start, String repeated, int size) {
        byte[] bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte)
                    (i < start.length() ? start.charAt(i) : repeated.charAt((i - start.length()) % repeated.length()));
        }
        return bytes;
    }

    /** Files that are just small enough to be parsed. */
    static Map<String, byte[]> smallEnough() {
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        inputs.put("deep flow lists", filled("[", ""));
        inputs.put("deep flow maps", filled("{a: ", ""));
        inputs.put("deep block lists", filled("- ", ""));
        inputs.put("deep complex keys", filled("? ", ""));
        inputs.put("alias bomb", utf8(aliasBomb()));
        inputs.put("many aliases", utf8("a: &a x\nb: [" + "*a, ".repeat(60_000) + "]"));
        inputs.put("many documents", filled("---\nname: x\n", ""));
        inputs.put("many duplicate keys", filled("name: x\n", ""));
        inputs.put("many unknown keys", utf8(numbered("k%06d%s: 1\n".formatted(0, "y".repeat(20)), 7_000)));
        inputs.put("long scalar", filled("x", "name: "));
        inputs.put("long quoted scalar", filled("x ", "name: \"", "\""));
        inputs.put("long folded scalar", filled("  x\n", "name: >\n"));
        inputs.put("many-line plain scalar", filled("  x\n", "name: x\n"));
        inputs.put("blank lines", filled("\n", "name: x"));
        inputs.put("long comment", filled("#", ""));
        inputs.put("long anchor", filled("a", "name: &"));
        inputs.put("long tag", filled("a", "name: !"));
        inputs.put("many tags", filled("!t ", "tags: [", "]"));
        inputs.put("long directive", filled("a", "%YAML "));
        inputs.put("many directives", filled("%TAG !a! tag:\n", ""));
        inputs.put("many nulls", filled("~,", "tags: [", "]"));
        inputs.put("many bad numbers", filled("x,", "quality_checks: {checks: [{check: row_count, min: [", "]}]}"));
        inputs.put(
                "deep regular expression",
                utf8("quality_checks: {checks: [{check: matches, field: a, pattern: '" + "(".repeat(900)
                        + ")".repeat(900) + "'}]}"));
        inputs.put(
                "long regular expression",
                filled("(", "quality_checks: {checks: [{check: matches, pattern: '", "'}]}"));
        inputs.put("huge exponent", utf8("quality_checks: {checks: [{check: in_range, field: a, min: 1e999999999}]}"));
        inputs.put("huge number", filled("9", "quality_checks: {checks: [{check: in_range, field: a, min: ", "}]}"));
        inputs.put("huge duration", filled("9", "sla: {freshness: P", "D}"));
        inputs.put("long schedule", filled("*,", "backup: {schedule: \"", "0 * * * *\"}"));
        inputs.put("many vaults and outputs", utf8(manyVaultsAndOutputs()));
        inputs.put("many braces", filled("{", "output: {location: \"", "\"}"));
        inputs.put("many fields and uses", utf8(manyFieldsAndUses()));
        inputs.put("not UTF-8", new byte[] {'a', ':', ' ', (byte) 0xC3, (byte) 0x28});
        inputs.put("UTF-16", "name: x".getBytes(StandardCharsets.UTF_16));
        inputs.put("NUL", new byte[] {'a', 0});
        inputs.put("lone surrogate", new byte[] {'a', (byte) 0xED, (byte) 0xA0, (byte) 0x80});
        return inputs;
    }

    private static String aliasBomb() {
        StringBuilder yaml = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 30; i++) {
            String alias = "*a" + (i - 1);
            yaml.append("a%d: &a%d [%s]\n".formatted(i, i, String.join(", ", Collections.nCopies(9, alias))));
        }
        return yaml.toString();
    }

    private static String manyFieldsAndUses() {
        StringBuilder yaml = new StringBuilder("schema:\n  fields:\n");
        for (int i = 0; i < 2_000; i++) {
            yaml.append("  - {name: f%05d%s, type: int}\n".formatted(i, "x".repeat(40)));
        }
        yaml.append("quality_checks:\n  checks:\n");
        for (int i = 0; i < 800; i++) {
            yaml.append("  - {check: unique, fields: [g%05d%s]}\n".formatted(i, "x".repeat(40)));
        }
        return yaml.toString();
    }

    private static String manyVaultsAndOutputs() {
        StringBuilder yaml = new StringBuilder("outputs:\n");
        for (int i = 0; i < 4_000; i++) {
            yaml.append("- {name: o%d, location: o/%d}\n".formatted(i, i));
        }
        yaml.append("backup:\n  vault: v\n  copies: [");
        for (int i = 0; i < 15_000; i++) {
            yaml.append("c/%d,".formatted(i));
        }
        return yaml.append("]\n").toString();
    }

    private static String numbered(String line, int times) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < times; i++) {
            text.append(line.replace("000000", "%06d".formatted(i)));
        }
        return text.toString();
    }

    private static byte[] filled(String repeated, String start) {
        return filled(repeated, start, "");
    }

    private static byte[] filled(String repeated, String start, String end) {
        int room = LIMIT - start.length() - end.length();
        return utf8(start + repeated.repeat(room / repeated.length()) + end);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Reads one input; returns what is wrong with it in a line. */
    static String read(byte[] input) {
        try {
            return "accepted: "
                    + ContractReader.read(new ByteArrayInputStream(input)).name();
        } catch (ContractException e) {
            Problem first = e.problems().get(0);
            return e.problems().size() + " problems, first " + Expectations.words(first);
        }
    }

    public static void main(String[] arguments) {
        tooLarge().forEach((name, input) -> report(name, input.get()));
        smallEnough().forEach(HostileContracts::report);
    }

    private static void report(String name, byte[] input) {
        String outcome = read(input);
        long nanos = Math.min(processorTime(input), processorTime(input));
        System.out.printf("%d ms %s: %s%n", nanos / 1_000_000, name, outcome);
    }

    /**
     * Processor time, and the less of two tries, because a busy machine is not the reader's fault: whoever else uses a
     * core's caches makes it slower by several times.
     */
    private static long processorTime(byte[] input) {
        long begin = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        read(input);
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - begin;
    }
}
