package io.weft.internal.contract;

import io.weft.contract.QualityChecks;
import io.weft.quality.Check;
import io.weft.quality.Severity;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys of {@code quality_checks} and of each kind of check. */
final class QualityModel {
    /** What happens to the rows of a publication that fails a check. */
    enum OnError {
        REJECT,
        QUARANTINE
    }

    static final Key<String> CHECK = Key.required(
            "check",
            Types.oneOf(List.of(
                    "not_null",
                    "unique",
                    "in_range",
                    "matches",
                    "accepted_values",
                    "length",
                    "row_count",
                    "freshness")),
            "The kind of check.");
    static final Key<Severity> SEVERITY = Key.optional(
            "severity",
            Types.oneOf(Severity.class),
            Severity.ERROR,
            "What failing does: error stops the publication, warn is reported and kept.");
    static final Key<OnError> ON_ERROR = Key.optional(
            "on_error",
            Types.oneOf(OnError.class),
            OnError.REJECT,
            "What happens to rows that fail: reject refuses the publication; quarantine is read, not acted on yet.");

    static final Key<String> FIELD = Key.required("field", Types.FIELD_NAME, "The field that is looked at.");
    static final Key<String> ONE_FIELD =
            Key.optional("field", Types.FIELD_NAME, "The field, if it is one; else 'fields'.");
    static final Key<List<Placed<String>>> FIELDS = Key.optional(
            "fields",
            ListType.of(Types.FIELD_NAME).notEmpty().withoutRepeats(),
            "The fields, taken together; or 'field'.");
    static final Key<BigDecimal> MIN = Key.optional("min", Types.NUMBER, "The smallest allowed number.");
    static final Key<BigDecimal> MAX = Key.optional("max", Types.NUMBER, "The largest allowed number.");
    static final Key<String> PATTERN = Key.required(
            "pattern", Types.REGEX, "A regular expression (java.util.regex) that each text matches as a whole.");
    static final Key<List<Placed<String>>> VALUES =
            Key.required("values", ListType.of(Types.ANY_TEXT).notEmpty().withoutRepeats(), "The allowed values.");
    static final Key<Long> LEAST = Key.optional("min", Types.COUNT, "The smallest allowed number of them.");
    static final Key<Long> MOST = Key.optional("max", Types.COUNT, "The largest allowed number of them.");
    static final Key<Duration> MAX_AGE =
            Key.required("max_age", Durations.DURATION, "The greatest age of the newest value, as in 7d.");

    static final Map<String, Shape> CHECKS = checks(
            check("not_null", "No value is null.", FIELD),
            check("unique", "No two rows have the same values in these fields.", ONE_FIELD, FIELDS)
                    .with(KeyRule.exactlyOne(ONE_FIELD, FIELDS)),
            check("in_range", "Numbers lie between two bounds, inclusively.", FIELD, MIN, MAX)
                    .with(KeyRule.atLeastOne(MIN, MAX), KeyRule.ordered(MIN, MAX)),
            check("matches", "Texts match a regular expression.", FIELD, PATTERN),
            check("accepted_values", "Values are among a list.", FIELD, VALUES),
            check("length", "Texts, bytes, lists and maps have an allowed length.", FIELD, LEAST, MOST)
                    .with(KeyRule.atLeastOne(LEAST, MOST), KeyRule.ordered(LEAST, MOST)),
            check("row_count", "The publication has an allowed number of rows.", LEAST, MOST)
                    .with(KeyRule.atLeastOne(LEAST, MOST), KeyRule.ordered(LEAST, MOST)),
            check("freshness", "The newest value is not too old.", FIELD, MAX_AGE));

    static final Key<String> PIPELINE = Key.optional(
            "pipeline",
            Locations.FIXED,
            "An external check program; it runs only where the platform allows this location.");
    static final Key<List<Placed<Section>>> CHECK_LIST =
            Key.optional("checks", ListType.of(new ChoiceType(CHECK, CHECKS)), "The declared checks.");
    static final Shape QUALITY_CHECKS =
            Shape.of("quality_checks", "What is checked before anything becomes visible.", PIPELINE, CHECK_LIST);

    private QualityModel() {}

    static QualityChecks bind(@Nullable Section quality) {
        if (quality == null) {
            return QualityChecks.NONE;
        }
        return new QualityChecks(
                quality.find(PIPELINE),
                quality.list(CHECK_LIST).stream().map(QualityModel::bindCheck).toList());
    }

    private static Check bindCheck(Section check) {
        Severity severity = check.get(SEVERITY);
        return switch (check.get(CHECK)) {
            case "not_null" -> new Check.NotNull(check.get(FIELD), severity);
            case "unique" -> new Check.Unique(uniqueFields(check), severity);
            case "in_range" -> new Check.InRange(check.get(FIELD), check.find(MIN), check.find(MAX), severity);
            case "matches" -> new Check.Matches(check.get(FIELD), check.get(PATTERN), severity);
            case "accepted_values" -> new Check.AcceptedValues(check.get(FIELD), check.list(VALUES), severity);
            case "length" -> new Check.Length(check.get(FIELD), check.find(LEAST), check.find(MOST), severity);
            case "row_count" -> new Check.RowCount(check.find(LEAST), check.find(MOST), severity);
            case "freshness" -> new Check.Freshness(check.get(FIELD), check.get(MAX_AGE), severity);
            default -> throw new IllegalStateException("a kind of check without a record: " + check.get(CHECK));
        };
    }

    private static List<String> uniqueFields(Section check) {
        String field = check.find(ONE_FIELD);
        return field == null ? check.list(FIELDS) : List.of(field);
    }

    private static Shape check(String kind, String meaning, Key<?>... keys) {
        List<Key<?>> all = new ArrayList<>();
        all.add(CHECK);
        all.addAll(List.of(keys));
        all.add(SEVERITY);
        all.add(ON_ERROR);
        return new Shape(kind, meaning, List.copyOf(all), List.of());
    }

    private static Map<String, Shape> checks(Shape... shapes) {
        Map<String, Shape> byKind = new LinkedHashMap<>();
        for (Shape shape : shapes) {
            byKind.put(shape.name(), shape);
        }
        return byKind;
    }
}
