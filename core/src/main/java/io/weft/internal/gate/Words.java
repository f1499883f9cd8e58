package io.weft.internal.gate;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The turns of phrase that findings share. Stateless. */
final class Words {
    private static final int MOST_VALUES = 10;
    private static final int MOST_NAMES = 20;

    private Words() {}

    /** Bounds of which at least one is given. Big decimals print themselves briefly: never expand their exponent. */
    static String bounds(@Nullable Number min, @Nullable Number max) {
        if (min != null && max != null) {
            return "between " + min + " and " + max;
        }
        return min != null ? "at least " + min : "at most " + max;
    }

    static String quoted(List<String> names) {
        return names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
    }

    static String some(List<String> names) {
        String shown = names.stream().limit(MOST_NAMES).collect(Collectors.joining(", "));
        return names.size() > MOST_NAMES ? shown + ", …" : shown;
    }

    static String oneOf(List<String> values) {
        return values.size() > MOST_VALUES
                ? "one of the " + values.size() + " accepted values"
                : "one of " + String.join(", ", values);
    }

    /** As contracts write it where a single unit does, else ISO 8601. */
    static String duration(Duration duration) {
        if (duration.equals(Duration.ofDays(duration.toDays()))) {
            return duration.toDays() + "d";
        }
        if (duration.equals(Duration.ofHours(duration.toHours()))) {
            return duration.toHours() + "h";
        }
        if (duration.equals(Duration.ofMinutes(duration.toMinutes()))) {
            return duration.toMinutes() + "m";
        }
        return duration.toString();
    }
}
