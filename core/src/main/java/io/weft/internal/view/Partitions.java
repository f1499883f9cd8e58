package io.weft.internal.view;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Partition values as {@code field=value} folders, the way Hive writes them and Spark, DuckDB and Trino read them. */
public final class Partitions {
    /** Hive's name for a null. An empty text gets it, too: an empty folder name part is not portable. */
    private static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private Partitions() {}

    /** The folder with a trailing slash; empty without partitions. */
    static String folder(Map<String, @Nullable String> partition) {
        return partition.entrySet().stream()
                .map(value -> name(value.getKey(), value.getValue()) + "/")
                .collect(Collectors.joining());
    }

    /**
     * The name of one partition's folder.
     *
     * @param field the partition field
     * @param value its value as text, null for a null
     * @return {@code field=value}, with special characters percent-encoded
     */
    public static String name(String field, @Nullable String value) {
        return field + "=" + escape(value);
    }

    private static String escape(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return NULL;
        }
        StringBuilder text = new StringBuilder();
        value.codePoints().forEach(c -> append(text, c));
        return text.toString();
    }

    private static void append(StringBuilder text, int codePoint) {
        if (isPlain(codePoint)) {
            text.appendCodePoint(codePoint);
            return;
        }
        for (byte b : Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)) {
            text.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
        }
    }

    private static boolean isPlain(int c) {
        if (c >= 0x80) {
            return Character.isLetterOrDigit(c);
        }
        return Character.isLetterOrDigit(c) || " _-+,.@()".indexOf(c) >= 0;
    }
}
