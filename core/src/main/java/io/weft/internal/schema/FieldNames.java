package io.weft.internal.schema;

import io.weft.internal.text.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Spelling: snake_case for columns, camelCase for Java, and what somebody may have meant. Thread-safe. */
public final class FieldNames {
    private static final Pattern WORD_END = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])");
    private static final Pattern WORD_START = Pattern.compile("(?<=[^_])_+([A-Za-z0-9])");

    /** Comparing costs the product of two lengths, and the name may come from somebody hostile. */
    private static final int LONGEST = 64;

    private FieldNames() {}

    /**
     * Spells a Java name as a column.
     *
     * @param javaName for example {@code delayMinutes} or {@code homeURL}
     * @return for example {@code delay_minutes} or {@code home_url}
     */
    public static String snakeCase(String javaName) {
        return WORD_END.matcher(javaName).replaceAll("_").toLowerCase(Locale.ROOT);
    }

    /**
     * Spells a column as a Java name.
     *
     * @param column for example {@code delay_minutes}
     * @return for example {@code delayMinutes}
     */
    public static String camelCase(String column) {
        return WORD_START.matcher(column).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
    }

    /**
     * Reduces a name to what people mean by it.
     *
     * @param name any spelling
     * @return the name without underscores, in lower case
     */
    public static String folded(String name) {
        return name.replace("_", "").toLowerCase(Locale.ROOT);
    }

    /**
     * Guesses what was meant, as the end of a sentence.
     *
     * @param name a name that nothing has
     * @param known the names there are
     * @return {@code "; did you mean 'x'?"}, or nothing if no name is near
     */
    public static String didYouMean(String name, Collection<String> known) {
        if (name.length() > LONGEST) {
            return "";
        }
        return Suggestion.among(known, name)
                .map(meant -> "; did you mean '" + meant + "'?")
                .orElse("");
    }

    /**
     * Joins names for a sentence.
     *
     * @param names the names
     * @return for example {@code "a, b or c"}
     */
    public static String either(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
