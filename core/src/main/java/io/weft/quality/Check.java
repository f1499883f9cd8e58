package io.weft.quality;

import com.google.errorprone.annotations.CheckReturnValue;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One rule about the rows of a publication, evaluated while they stream. Made by {@link Checks} or declared in the
 * contract. Nulls pass every check but {@link NotNull}. Immutable and thread-safe.
 *
 * <p>Kinds of checks will be added in minor versions: a switch over them needs a default branch.
 */
@CheckReturnValue
public sealed interface Check {
    /**
     * What failing does.
     *
     * @return the severity
     */
    Severity severity();

    /**
     * The fields that the check looks at.
     *
     * @return field names; empty for {@link RowCount}
     */
    List<String> fields();

    /**
     * The check's kind as the contract names it.
     *
     * @return for example {@code not_null}
     */
    String kind();

    /**
     * The same check with another severity.
     *
     * @param severity what failing does
     * @return a check
     */
    Check withSeverity(Severity severity);

    /**
     * The same check, failing softly.
     *
     * @return this check with {@link Severity#WARN}
     */
    default Check warn() {
        return withSeverity(Severity.WARN);
    }

    /**
     * No value is null.
     *
     * @param field the field
     * @param severity what failing does
     */
    record NotNull(String field, Severity severity) implements Check {
        @Override
        public List<String> fields() {
            return List.of(field);
        }

        @Override
        public String kind() {
            return "not_null";
        }

        @Override
        public Check withSeverity(Severity other) {
            return new NotNull(field, other);
        }
    }

    /**
     * No two rows of the publication have the same values; a row with a null among them passes. Rows that were
     * appended by earlier publications are not compared.
     *
     * <p>Same means what it means to query engines: 1.0 is 1.00, 0.0 is -0.0, NaN is NaN, and the order of a map's
     * entries does not matter. Of several equal rows all but the first are violations.
     *
     * @param fields one or more fields, taken together
     * @param severity what failing does
     */
    record Unique(List<String> fields, Severity severity) implements Check {
        /** Copies the list. */
        public Unique {
            fields = List.copyOf(fields);
            if (fields.isEmpty()) {
                throw new IllegalArgumentException("unique needs at least one field");
            }
        }

        @Override
        public String kind() {
            return "unique";
        }

        @Override
        public Check withSeverity(Severity other) {
            return new Unique(fields, other);
        }
    }

    /**
     * Numbers lie between two bounds, inclusively. NaN never does.
     *
     * @param field a numeric field
     * @param min the smallest allowed, null for no bound
     * @param max the largest allowed, null for no bound
     * @param severity what failing does
     */
    record InRange(
            String field,
            @Nullable BigDecimal min,
            @Nullable BigDecimal max,
            Severity severity) implements Check {
        /** Checks the bounds. */
        public InRange {
            if (min == null && max == null) {
                throw new IllegalArgumentException("in_range needs min, max or both");
            }
            if (min != null && max != null && min.compareTo(max) > 0) {
                throw new IllegalArgumentException("in_range: min is above max");
            }
        }

        @Override
        public List<String> fields() {
            return List.of(field);
        }

        @Override
        public String kind() {
            return "in_range";
        }

        @Override
        public Check withSeverity(Severity other) {
            return new InRange(field, min, max, other);
        }
    }

    /**
     * Texts match a regular expression as a whole.
     *
     * @param field a text field
     * @param pattern a {@link Pattern}
     * @param severity what failing does
     */
    record Matches(String field, String pattern, Severity severity) implements Check {
        /** Compiles the pattern once, so that a broken one is refused here. */
        public Matches {
            Pattern.compile(pattern);
        }

        @Override
        public List<String> fields() {
            return List.of(field);
        }

        @Override
        public String kind() {
            return "matches";
        }

        @Override
        public Check withSeverity(Severity other) {
            return new Matches(field, pattern, other);
        }
    }

    /**
     * Values are among a list.
     *
     * @param field a text, enumeration, boolean or whole-number field
     * @param values the allowed values, as text
     * @param severity what failing does
     */
    record AcceptedValues(String field, List<String> values, Severity severity) implements Check {
        /** Copies the list. */
        public AcceptedValues {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("accepted_values needs at least one value");
            }
        }

        @Override
        public List<String> fields() {
            return List.of(field);
        }

        @Override
        public String kind() {
            return "accepted_values";
        }

        @Override
        public Check withSeverity(Severity other) {
            return new AcceptedValues(field, values, other);
        }
    }

    /**
     * Texts, byte strings, lists and maps have a length between two bounds, inclusively: Unicode code points, bytes,
     * elements, entries.
     *
     * @param field the field
     * @param min the smallest length, null for no bound
     * @param max the largest length, null for no bound
     * @param severity what failing does
     */
    record Length(
            String field, @Nullable Long min, @Nullable Long max, Severity severity) implements Check {
        /** Checks the bounds. */
        public Length {
            checkBounds("length", min, max);
        }

        @Override
        public List<String> fields() {
            return List.of(field);
        }

        @Override
        public String kind() {
            return "length";
        }

        @Override
        public Check withSeverity(Severity other) {
            return new Length(field, min, max, other);
        }
    }

    /**
     * The publication has a number of rows between two bounds, inclusively.
     *
     * @param min the smallest count, null for no bound
     * @param max the largest count, null for no bound
     * @param severity what failing does
     */
    record RowCount(@Nullable Long min, @Nullable Long max, Severity severity) implements Check {
        /** Checks the bounds. */
        public RowCount {
            checkBounds("row_count", min, max);
        }

        @Override
        public List<String> fields() {
            return List.of();
        }

        @Override
        public String kind() {
            return "row_count";
        }

        @Override
        public Check withSeverity(Severity other) {
            return new RowCount(min, max, other);
        }
    }

    /**
     * The newest value is not older than an age when the rows have been written. Dates count from their end, readings
     * without a zone are taken as UTC. A publication without a value fails.
     *
     * @param field a date or timestamp field
     * @param maxAge the age, positive
     * @param severity what failing does
     */
    record Freshness(String field, Duration maxAge, Severity severity) implements Check {
        /** Checks the age. */
        public Freshness {
            if (maxAge.isNegative() || maxAge.isZero()) {
                throw new IllegalArgumentException("freshness needs a positive max_age");
            }
        }

        @Override
        public List<String> fields() {
            return List.of(field);
        }

        @Override
        public String kind() {
            return "freshness";
        }

        @Override
        public Check withSeverity(Severity other) {
            return new Freshness(field, maxAge, other);
        }
    }

    private static void checkBounds(String kind, @Nullable Long min, @Nullable Long max) {
        if (min == null && max == null) {
            throw new IllegalArgumentException(kind + " needs min, max or both");
        }
        if ((min != null && min < 0) || (max != null && max < 0) || (min != null && max != null && min > max)) {
            throw new IllegalArgumentException(kind + ": bounds must not be negative and min not above max");
        }
    }
}
