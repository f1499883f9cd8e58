package io.weft.internal.contract;

import io.weft.WeftException;
import io.weft.internal.text.Suggestion;
import io.weft.spi.storage.Location;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Places as contracts write them: absolute with a scheme, or relative to the contract's folder. They stay text, because
 * only a platform knows what a relative one is relative to; the rules are {@link Location}'s.
 */
final class Locations {
    static final Type<String> FIXED =
            new ScalarType<>("a location", Locations::fixed, Types.string(), Locations::shown);

    /** A location with placeholders for parts of the contract, of an output or a backup. */
    static final Type<String> TEMPLATE =
            new ScalarType<>("a location", Locations::template, Types.string(), Locations::shown);

    private static final List<String> PLACEHOLDERS = List.of("{domain}", "{name}", "{version}", "{major}");
    private static final Pattern BRACES = Pattern.compile("\\{[^{}]*}|[{}]");
    private static final String FOLDER = "file:///folder/";
    private static final String EXAMPLE = "Write scheme://bucket/folder/, or a path below the contract's folder.";

    /** Schemes that mean the same place as another one does. */
    private static final Map<String, String> ALIASES =
            Map.of("s3a", "s3", "abfs", "abfss", "wasb", "abfss", "wasbs", "abfss");

    private Locations() {}

    /**
     * A location that was read, in a form for comparing: two are the same place if they are equal in it, and one is inside
     * another if it begins with it. Relative ones are compared with relative ones only, since where the contract lies is
     * not known here.
     */
    static String comparable(String location) {
        int colon = location.indexOf("://");
        if (colon < 0) {
            return "./" + withoutDot(asFolder(location));
        }
        String written = location.substring(0, colon).toLowerCase(Locale.ROOT);
        String scheme = ALIASES.getOrDefault(written, written);
        String rest = asFolder(location.substring(colon + 3));
        return scheme + "://" + (scheme.equals("abfss") ? rest.replaceFirst("^([^/]*)\\.blob\\.", "$1.dfs.") : rest);
    }

    private static String asFolder(String location) {
        return location.replaceFirst("/*$", "/");
    }

    private static String template(Node.Scalar scalar) throws Refused {
        Matcher braces = BRACES.matcher(scalar.text());
        while (braces.find()) {
            if (!PLACEHOLDERS.contains(braces.group())) {
                throw unknownPlaceholder(braces.group());
            }
        }
        check(braces.replaceAll("x"));
        return scalar.text();
    }

    private static Refused unknownPlaceholder(String found) {
        return new Refused(
                "'" + Faults.shown(found) + "' is not a placeholder.",
                PLACEHOLDERS,
                Suggestion.among(PLACEHOLDERS, found)
                        .map(p -> "Did you mean '" + p + "'?")
                        .orElse("Write " + Faults.alternatives(PLACEHOLDERS) + "."));
    }

    private static String fixed(Node.Scalar scalar) throws Refused {
        if (BRACES.matcher(scalar.text()).find()) {
            throw new Refused(
                    "Braces are for placeholders, which only outputs and backups may have.", "Write the location out.");
        }
        check(scalar.text());
        return scalar.text();
    }

    private static void check(String text) throws Refused {
        String scheme =
                text.contains("://") ? text.substring(0, text.indexOf("://")).toLowerCase(Locale.ROOT) : "";
        if (scheme.equals("http") || scheme.equals("https")) {
            throw new Refused(
                    "Web addresses are not locations: a contract must not make a platform call hosts it names.",
                    "Name a file beside the contract or an object in a store the platform knows.");
        }
        if (scheme.isEmpty()) {
            checkRelative(text);
        }
        try {
            Location unused = Location.of(scheme.isEmpty() ? FOLDER + withoutDot(text) : text);
        } catch (WeftException e) {
            throw new Refused(rule(e), EXAMPLE);
        }
    }

    private static void checkRelative(String text) throws Refused {
        if (text.startsWith("/")) {
            throw new Refused(
                    "An absolute path needs a scheme.", "Write file:///… or a path below the contract's folder.");
        }
        if (text.contains("../") || text.equals("..") || text.endsWith("/..")) {
            throw new Refused(
                    "A relative location must not leave the contract's folder: '..' is not allowed.", EXAMPLE);
        }
        if (text.indexOf(':') >= 0) {
            throw new Refused("A relative location has no ':'.", EXAMPLE);
        }
    }

    private static String withoutDot(String text) {
        return text.equals(".") ? "" : text.startsWith("./") ? text.substring(2) : text;
    }

    // Location says more than fits here: its code, a copy of the text and an example.
    private static String rule(WeftException e) {
        String message = String.valueOf(e.getMessage());
        int begin = message.indexOf("location: ");
        int end = message.indexOf(". Write ");
        return "The location is refused: "
                + (begin < 0 || end < begin ? message : message.substring(begin + "location: ".length(), end)) + ".";
    }

    /** What a refused location may show: perhaps it holds a password. */
    private static String shown(String text) {
        int colon = text.indexOf("://");
        return colon >= 0 ? text.substring(0, colon) + "://…" : text.indexOf('@') >= 0 ? "…" : text;
    }
}
