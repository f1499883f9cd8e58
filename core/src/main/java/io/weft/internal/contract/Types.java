package io.weft.internal.contract;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.contract.SemanticVersion;
import io.weft.internal.text.Suggestion;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** The single values of a contract. */
final class Types {
    static final Type<String> TEXT = new ScalarType<>("a text", Node.Scalar::text, string());

    /** A text that other tools may take for a number or a truth value unless it is quoted. */
    static final Type<String> ANY_TEXT = new ScalarType<>(
            "a single value",
            Node.Scalar::text,
            json -> json.putArray("type").add("string").add("number").add("boolean"));

    /** As {@link io.weft.contract.ProductId} and names of output ports have it. */
    static final Type<String> NAME = matching(
            "a name",
            "[A-Za-z][A-Za-z0-9_-]{0,99}",
            "begin with a letter, go on with letters, digits, '_' and '-', at most 100 in all");

    static final Type<String> FIELD_NAME = matching(
            "a field name",
            "[A-Za-z_][A-Za-z0-9_]{0,254}",
            "begin with a letter or '_', go on with letters, digits and '_', at most 255 in all");

    static final Type<String> WORD = matching(
            "a word in lower case", "[a-z][a-z0-9_-]{0,63}", "begin with a-z, go on with a-z, 0-9, '_' and '-'");

    static final Type<SemanticVersion> VERSION =
            new ScalarType<>("a version", Types::version, pattern("^(0|[1-9][0-9]{0,8})(\\.(0|[1-9][0-9]{0,8})){2}$"));

    static final Type<Boolean> BOOLEAN =
            new ScalarType<>("true or false", Types::truth, json -> json.put("type", "boolean"));

    static final Type<Long> COUNT = new ScalarType<>(
            "a whole number from 0 on",
            Types::count,
            json -> json.put("type", "integer").put("minimum", 0));

    static final Type<BigDecimal> NUMBER =
            new ScalarType<>("a number", Types::number, json -> json.put("type", "number"));

    static final Type<BigDecimal> PERCENTAGE =
            new ScalarType<>("a percentage", Types::percentage, Types::describePercentage);

    static final Type<String> REGEX = new ScalarType<>(
            "a regular expression",
            Types::regex,
            json -> json.put("type", "string").put("maxLength", 1000));

    private static final Pattern COUNT_TEXT = Pattern.compile("0|[1-9]\\d{0,17}");
    private static final Pattern NUMBER_TEXT =
            Pattern.compile("-?(0|[1-9]\\d{0,99})(\\.\\d{1,100})?([eE][+-]?\\d{1,2})?");
    private static final Pattern PERCENT_TEXT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?) ?%?");
    private static final Pattern SHORT_VERSION = Pattern.compile("v?(\\d{1,9})(\\.\\d{1,9})?");
    private static final int LONGEST_REGEX = 1000;

    private Types() {}

    /** One of the constants of an enum, written in lower case. */
    static <E extends Enum<E>> Type<E> oneOf(Class<E> type) {
        E[] constants = type.getEnumConstants();
        List<String> words = Arrays.stream(constants)
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
        Type<String> word = oneOf(words);
        return new ScalarType<>(
                word.label(), scalar -> constants[words.indexOf(known(words, scalar.text()))], enumeration(words));
    }

    /** One of some words. */
    static Type<String> oneOf(List<String> words) {
        return new ScalarType<>(
                "one of " + String.join(", ", words), scalar -> known(words, scalar.text()), enumeration(words));
    }

    /** One of some words, or another one that is not a misspelling of them. */
    static Type<String> wordLike(List<String> known) {
        Pattern form = Pattern.compile("[a-z][a-z0-9_-]{0,63}");
        return new ScalarType<>(
                "one of " + String.join(", ", known) + " or what an extension brings",
                scalar -> {
                    String text = scalar.text();
                    boolean misspelt = !known.contains(text)
                            && Suggestion.among(known, text).isPresent();
                    return form.matcher(text).matches() && !misspelt ? text : known(known, text);
                },
                json -> {
                    json.put("type", "string").put("pattern", "^" + form + "$");
                    known.forEach(json.putArray("examples")::add);
                });
    }

    private static Type<String> matching(String label, String form, String rule) {
        Pattern pattern = Pattern.compile(form);
        return new ScalarType<>(
                label,
                scalar -> {
                    if (pattern.matcher(scalar.text()).matches()) {
                        return scalar.text();
                    }
                    throw new Refused(
                            "'" + Faults.shown(scalar.text()) + "' is not " + label + ".",
                            List.of(form),
                            "It must " + rule + ".");
                },
                pattern("^" + form + "$"));
    }

    static Consumer<ObjectNode> string() {
        return json -> json.put("type", "string").put("minLength", 1);
    }

    static Consumer<ObjectNode> pattern(String regex) {
        return json -> json.put("type", "string").put("pattern", regex);
    }

    private static Consumer<ObjectNode> enumeration(List<String> words) {
        return json -> words.forEach(json.put("type", "string").putArray("enum")::add);
    }

    private static String known(List<String> words, String text) throws Refused {
        if (words.contains(text)) {
            return text;
        }
        Optional<String> suggestion = Suggestion.among(words, text);
        throw new Refused(
                "'" + Faults.shown(text) + "' is not known here.",
                words,
                suggestion
                        .map(word -> "Did you mean '" + word + "'?")
                        .orElse("Write " + Faults.alternatives(words) + "."));
    }

    private static SemanticVersion version(Node.Scalar scalar) throws Refused {
        try {
            return SemanticVersion.of(scalar.text());
        } catch (IllegalArgumentException e) {
            Matcher parts = SHORT_VERSION.matcher(scalar.text());
            String example = !parts.matches()
                    ? "1.0.0"
                    : parts.group(1) + (parts.group(2) == null ? ".0" : parts.group(2)) + ".0";
            throw new Refused(
                    "'" + Faults.shown(scalar.text()) + "' is not a version.",
                    List.of("major.minor.patch"),
                    "Write " + example + ", three whole numbers without leading zeros.");
        }
    }

    private static Boolean truth(Node.Scalar scalar) throws Refused {
        String text = scalar.text();
        if (scalar.plain() && (text.equals("true") || text.equals("false"))) {
            return text.equals("true");
        }
        String meant = switch (text.toLowerCase(Locale.ROOT)) {
            case "true", "yes", "y", "on", "1" -> "true";
            case "false", "no", "n", "off", "0" -> "false";
            default -> "true or false";
        };
        throw new Refused(
                "'" + Faults.shown(text) + "' is not a truth value.",
                List.of("true", "false"),
                "Write " + meant + ", in lower case and without quotes.");
    }

    private static Long count(Node.Scalar scalar) throws Refused {
        if (scalar.plain() && COUNT_TEXT.matcher(scalar.text()).matches()) {
            return Long.valueOf(scalar.text());
        }
        throw new Refused(
                "'" + Faults.shown(scalar.text()) + "' is not a whole number from 0 on.",
                "Write digits only: no quotes, sign, leading zero, underscore or exponent.");
    }

    private static BigDecimal number(Node.Scalar scalar) throws Refused {
        if (scalar.plain() && NUMBER_TEXT.matcher(scalar.text()).matches()) {
            return new BigDecimal(scalar.text());
        }
        throw new Refused(
                "'" + Faults.shown(scalar.text()) + "' is not a number.",
                "Write it in decimal digits as in -120 or 0.5: no quotes, leading zero or underscore.");
    }

    private static BigDecimal percentage(Node.Scalar scalar) throws Refused {
        Matcher parts = PERCENT_TEXT.matcher(scalar.text());
        if (parts.matches()) {
            BigDecimal value = new BigDecimal(parts.group(1));
            if (value.compareTo(BigDecimal.ONE) >= 0 && value.compareTo(BigDecimal.valueOf(100)) <= 0) {
                return value;
            }
        }
        throw new Refused(
                "'" + Faults.shown(scalar.text()) + "' is not a percentage from 1 to 100.",
                List.of("1% to 100%"),
                "Write it as in 99.9%; a share such as 0.999 is not meant here.");
    }

    private static void describePercentage(ObjectNode json) {
        ArrayNode either = json.putArray("anyOf");
        either.addObject().put("type", "number").put("minimum", 1).put("maximum", 100);
        either.addObject()
                .put("type", "string")
                .put("pattern", "^(0{0,2}[1-9]|0?[1-9][0-9])(\\.[0-9]{1,9})? ?%?$|^100(\\.0{1,9})? ?%?$");
    }

    private static String regex(Node.Scalar scalar) throws Refused {
        String text = scalar.text();
        if (text.length() > LONGEST_REGEX) {
            throw new Refused(
                    "The expression is longer than " + LONGEST_REGEX + " characters.", "Write a shorter one.");
        }
        try {
            Pattern.compile(text);
            return text;
        } catch (PatternSyntaxException e) {
            String where = e.getIndex() < 0 ? "" : " at its character " + (e.getIndex() + 1);
            throw new Refused(
                    "The regular expression is broken" + where + ": " + Faults.shown(e.getDescription()) + ".",
                    "Correct it; it is read as java.util.regex.Pattern reads it.");
        }
    }
}
