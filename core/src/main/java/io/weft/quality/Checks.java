package io.weft.quality;

import com.google.errorprone.annotations.CheckReturnValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Makes checks in Java; each begins with {@link Severity#ERROR} and is softened by {@link Check#warn()}. */
@CheckReturnValue
public final class Checks {
    private Checks() {}

    /**
     * No value is null.
     *
     * @param field the field
     * @return the check
     */
    public static Check notNull(String field) {
        return new Check.NotNull(field, Severity.ERROR);
    }

    /**
     * No two rows of the publication have the same values; rows appended earlier are not compared.
     *
     * @param fields one or more fields, taken together
     * @return the check
     */
    public static Check unique(String... fields) {
        return new Check.Unique(List.of(fields), Severity.ERROR);
    }

    /**
     * Numbers lie between two bounds, inclusively.
     *
     * @param field a numeric field
     * @param min the smallest allowed
     * @param max the largest allowed
     * @return the check
     */
    public static Check inRange(String field, long min, long max) {
        return inRange(field, BigDecimal.valueOf(min), BigDecimal.valueOf(max));
    }

    /**
     * Numbers lie between two bounds, inclusively.
     *
     * @param field a numeric field
     * @param min the smallest allowed
     * @param max the largest allowed
     * @return the check
     */
    public static Check inRange(String field, BigDecimal min, BigDecimal max) {
        return new Check.InRange(field, min, max, Severity.ERROR);
    }

    /**
     * Texts match a regular expression as a whole.
     *
     * @param field a text field
     * @param pattern a {@link java.util.regex.Pattern}
     * @return the check
     */
    public static Check matches(String field, String pattern) {
        return new Check.Matches(field, pattern, Severity.ERROR);
    }

    /**
     * Values are among a list.
     *
     * @param field a text, enumeration, boolean or whole-number field
     * @param values the allowed values, as text
     * @return the check
     */
    public static Check acceptedValues(String field, String... values) {
        return new Check.AcceptedValues(field, List.of(values), Severity.ERROR);
    }

    /**
     * Lengths lie between two bounds, inclusively.
     *
     * @param field a text, bytes, list or map field
     * @param min the smallest length
     * @param max the largest length
     * @return the check
     */
    public static Check length(String field, long min, long max) {
        return new Check.Length(field, min, max, Severity.ERROR);
    }

    /**
     * The publication has at least this many rows.
     *
     * @param min the smallest count
     * @return the check
     */
    public static Check rowCountAtLeast(long min) {
        return new Check.RowCount(min, null, Severity.ERROR);
    }

    /**
     * The publication's row count lies between two bounds, inclusively.
     *
     * @param min the smallest count
     * @param max the largest count
     * @return the check
     */
    public static Check rowCount(long min, long max) {
        return new Check.RowCount(min, max, Severity.ERROR);
    }

    /**
     * The newest value is not older than an age.
     *
     * @param field a date or timestamp field
     * @param maxAge the age
     * @return the check
     */
    public static Check freshness(String field, Duration maxAge) {
        return new Check.Freshness(field, maxAge, Severity.ERROR);
    }
}
