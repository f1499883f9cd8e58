package io.weft.testkit.internal;

import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words of a plan of faults: bare, in single quotes, or a semicolon. Not thread-safe. */
public final class Words {
    private static final Pattern WORD = Pattern.compile("'(?:[^']|'')*'|;|[^\\s;']+|'");
    private static final String END = "the end";

    private final List<String> words;
    private final String example;
    private int next;

    /** Begins to read; each complaint ends with the example. */
    public Words(String text, String example) {
        this.words = WORD.matcher(text).results().map(MatchResult::group).toList();
        this.example = example;
    }

    /** Whether there is a word. */
    public boolean more() {
        return next < words.size();
    }

    /** Takes the next word if it is this one. */
    public boolean taken(String word) {
        boolean there = peek().equals(word);
        next += there ? 1 : 0;
        return there;
    }

    /** Takes the next word, or says that the text ends. */
    public String take() {
        String word = peek();
        next++;
        return word;
    }

    /** The next word, or that the text ends. */
    public String peek() {
        return more() ? words.get(next) : END;
    }

    /** Takes the next word as a value. */
    public <T> T value(Function<String, T> reader, String expected) {
        String word = take();
        try {
            return reader.apply(word);
        } catch (IllegalArgumentException | DateTimeParseException e) {
            throw wrong(word, expected, e);
        }
    }

    /** Takes the next word, which is in quotes. */
    public String quote(String expected) {
        return value(Words::unquoted, expected);
    }

    /** Text in single quotes, those in it twice. */
    public static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    /** What to throw if a word does not belong there. */
    public IllegalArgumentException wrong(String word, String expected) {
        return wrong(word, expected, null);
    }

    private IllegalArgumentException wrong(String word, String expected, @Nullable RuntimeException cause) {
        return new IllegalArgumentException(
                "a plan of faults has " + word + " where it needs " + expected + "; for example: " + example, cause);
    }

    private static String unquoted(String word) {
        if (word.length() < 2 || word.charAt(0) != '\'') {
            throw new IllegalArgumentException("no quotes");
        }
        return word.substring(1, word.length() - 1).replace("''", "'");
    }
}
