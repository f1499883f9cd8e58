package io.weft.internal.contract;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cron expressions of five fields, as Unix has them. */
final class Cron {
    static final Type<String> CRON = new ScalarType<>("a cron expression", Cron::parse, Types.string());

    private static final List<String> MONTHS =
            List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");
    private static final List<String> DAYS = List.of("sun", "mon", "tue", "wed", "thu", "fri", "sat");
    private static final Pattern PART = Pattern.compile("(?:\\*|(\\w{1,3})(?:-(\\w{1,3}))?)(?:/(\\d{1,2}))?");

    private static final List<Part> PARTS = List.of(
            new Part("minute", 0, 59, List.of()),
            new Part("hour", 0, 23, List.of()),
            new Part("day of the month", 1, 31, List.of()),
            new Part("month", 1, 12, MONTHS),
            new Part("day of the week", 0, 7, DAYS));

    private Cron() {}

    private record Part(String name, int first, int last, List<String> words) {
        boolean allows(String text) {
            return List.of(text.split(",", -1)).stream().allMatch(this::allowsOne);
        }

        private boolean allowsOne(String text) {
            Matcher parts = PART.matcher(text);
            if (!parts.matches() || (parts.group(3) != null && Integer.parseInt(parts.group(3)) == 0)) {
                return false;
            }
            int from = parts.group(1) == null ? first : value(parts.group(1));
            int to = parts.group(2) == null ? from : value(parts.group(2));
            return first <= from && from <= to && to <= last;
        }

        private int value(String text) {
            int index = words.indexOf(text.toLowerCase(Locale.ROOT));
            if (index >= 0) {
                return index + first;
            }
            return text.chars().allMatch(c -> c >= '0' && c <= '9') ? Integer.parseInt(text) : -1;
        }
    }

    private static String parse(Node.Scalar scalar) throws Refused {
        String[] texts = scalar.text().strip().split(" +", -1);
        if (texts.length != PARTS.size()) {
            throw new Refused(
                    "A schedule has five fields, this one has " + texts.length + ".",
                    "Write minute, hour, day of the month, month and day of the week, as in \"0 3 * * *\".");
        }
        for (int i = 0; i < texts.length; i++) {
            Part part = PARTS.get(i);
            if (!part.allows(texts[i])) {
                throw new Refused(
                        "'" + Faults.shown(texts[i]) + "' is not possible for the " + part.name() + ".",
                        List.of(part.first() + "-" + part.last(), "*"),
                        "Write *, numbers from " + part.first() + " to " + part.last() + ", ranges, lists or steps.");
            }
        }
        return scalar.text().strip();
    }
}
