package io.weft.testkit.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Matches keys by their end: {@code log/*} is everything right in a folder {@code log}. {@code *} and {@code ?} stand for any and
 * one character but the slash, {@code **} for any with slashes. With a slash in front it matches the whole key. Equal if the text
 * is. Immutable.
 */
public record KeyPattern(String text, Pattern regex) {
    private static final String ANY_FOLDERS = "(?:.*/)?";
    private static final Pattern PART = Pattern.compile("(?<![^/])\\*\\*/|\\*\\*|\\*|\\?|[^*?]+");

    /** Reads a pattern. */
    public static KeyPattern of(String text) {
        if (text.isEmpty() || text.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a key pattern has at least one character and no control characters; for every key leave it out");
        }
        String regex = text.startsWith("/") ? regex(text.substring(1)) : ANY_FOLDERS + regex(text);
        return new KeyPattern(text, Pattern.compile(regex, Pattern.DOTALL));
    }

    /** Whether it matches a key, which has no slash in front. */
    public boolean matches(String key) {
        return regex.matcher(key).matches();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPattern that && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** {@return the text in quotes} */
    @Override
    public String toString() {
        return Words.quoted(text);
    }

    private static String regex(String text) {
        return PART.matcher(text)
                .replaceAll(part -> Matcher.quoteReplacement(
                        switch (part.group()) {
                            case "**/" -> ANY_FOLDERS;
                            case "**" -> ".*";
                            case "*" -> "[^/]*";
                            case "?" -> "[^/]";
                            default -> Pattern.quote(part.group());
                        }));
    }
}
