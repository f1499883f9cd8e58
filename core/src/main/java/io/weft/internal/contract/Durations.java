package io.weft.internal.contract;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Lengths of time: {@code 1h}, {@code 7d}, {@code 1h30m} or ISO 8601 as in {@code PT1H}. */
final class Durations {
    // Both forms are also regular expressions of JavaScript, because the JSON Schema repeats them.
    private static final String SHORT_FORM =
            "(?=.)(?:(\\d{1,6})w)?(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?";
    private static final String ISO_FORM = "P(?=.)(\\d{1,6}D)?(T(?=\\d)(\\d{1,6}H)?(\\d{1,6}M)?(\\d{1,6}S)?)?";

    static final Type<Duration> DURATION = new ScalarType<>(
            "a length of time such as 1h",
            Durations::parse,
            Types.pattern("^(?:" + SHORT_FORM + "|" + ISO_FORM + ")$"));

    private static final Pattern SHORT = Pattern.compile(SHORT_FORM);
    private static final Pattern ISO = Pattern.compile(ISO_FORM);
    private static final Pattern DIGITS = Pattern.compile("\\d{1,6}");

    private Durations() {}

    /** A length of time in whole seconds as a contract would write it, for example {@code 1d12h}. */
    static String text(Duration duration) {
        String text = part(duration.toDays(), "d")
                + part(duration.toHoursPart(), "h")
                + part(duration.toMinutesPart(), "m")
                + part(duration.toSecondsPart(), "s");
        return text.isEmpty() ? "0s" : text;
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }

    private static Duration parse(Node.Scalar scalar) throws Refused {
        String text = scalar.text();
        Duration duration = shortForm(text).or(() -> iso(text)).orElseThrow(() -> refusal(text));
        if (duration.isZero()) {
            throw new Refused("A length of time of zero promises the impossible.", "Write a positive one, such as 1h.");
        }
        return duration;
    }

    private static Optional<Duration> shortForm(String text) {
        Matcher parts = SHORT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofDays(7 * amount(parts, 1) + amount(parts, 2))
                .plusHours(amount(parts, 3))
                .plusMinutes(amount(parts, 4))
                .plusSeconds(amount(parts, 5)));
    }

    private static long amount(Matcher parts, int group) {
        return parts.group(group) == null ? 0 : Long.parseLong(parts.group(group));
    }

    private static Optional<Duration> iso(String text) {
        if (!ISO.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException e) {
            throw new IllegalStateException("the pattern lets only parseable texts through", e);
        }
    }

    private static Refused refusal(String text) {
        String fix = DIGITS.matcher(text).matches()
                ? "Add the unit, as in " + text + "m or " + text + "h."
                : "Write it with w, d, h, m and s as in 1h, 7d or 1h30m, or as in PT1H; a year is 365d.";
        return new Refused(
                "'" + Faults.shown(text) + "' is not a length of time.",
                List.of("1h", "30m", "7d", "1h30m", "PT1H"),
                fix);
    }
}
