package io.weft.internal.contract;

import io.weft.contract.Problem;
import io.weft.internal.text.Suggestion;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Makes every problem and notice about a contract, one method a kind of fault. */
final class Faults {
    private static final int SHOWN = 60;

    private Faults() {}

    static Problem tooLarge(int limit) {
        return problem(
                Fault.LIMIT,
                Place.START,
                "",
                "",
                List.of(),
                "The file is larger than " + limit / 1024 + " KiB, the most that a contract may have.",
                "Keep rows, long documentation and generated text elsewhere.");
    }

    static Problem tooDeep(Place place, String path, int limit) {
        return problem(
                Fault.LIMIT,
                place,
                path,
                "",
                List.of(),
                "More than " + limit + " levels of nesting.",
                "Write it flatter.");
    }

    static Problem tooManyProblems(int limit) {
        return problem(
                Fault.LIMIT,
                Place.NONE,
                "",
                "",
                List.of(),
                "Reading stopped after " + limit + " problems.",
                "Solve these first; perhaps the file is not a contract at all.");
    }

    static Problem notUtf8(Place place) {
        return problem(
                Fault.CHARACTER,
                place,
                "",
                "",
                List.of("UTF-8"),
                "A byte that is not UTF-8.",
                "Save the file as UTF-8.");
    }

    static Problem forbiddenCharacter(Place place, String path, int codePoint) {
        String found = "U+%04X".formatted(codePoint);
        return problem(
                Fault.CHARACTER,
                place,
                path,
                found,
                List.of(),
                "The character " + found + " is not allowed: it is invisible or changes how the text is shown.",
                "Remove it.");
    }

    static Problem syntax(Place place, String reason) {
        return problem(
                Fault.SYNTAX,
                place,
                "",
                "",
                List.of(),
                "This is not YAML: " + Characters.printable(reason, 200) + ".",
                "Check the indentation (spaces, no tabs), colons, quotes and brackets from here upwards.");
    }

    static Problem feature(Place place, String path, String feature, String fix) {
        return problem(Fault.FEATURE, place, path, "", List.of(), "Contracts do without " + feature + ".", fix);
    }

    static Problem duplicateKey(Place place, String path, String key, int firstLine) {
        return problem(
                Fault.DUPLICATE_KEY,
                place,
                path,
                shown(key),
                List.of(),
                "The key '" + shown(key) + "' stands twice, first in line " + firstLine + ".",
                "Keep one of the two.");
    }

    static Problem unknownKey(Place place, String path, String key, List<String> known) {
        String fix = Suggestion.among(known, key)
                .map(k -> "Did you mean '" + k + "'?")
                .orElse("Known here: " + String.join(", ", known) + ".");
        return problem(
                Fault.UNKNOWN_KEY, place, path, shown(key), known, "There is no key '" + shown(key) + "' here.", fix);
    }

    /** One of some keys is missing in a section; the path is that of the first. */
    static Problem missingKey(Place place, String section, List<String> keys) {
        String names = quotedWithOr(keys);
        String path = Paths.key(section, keys.get(0));
        return problem(Fault.MISSING, place, path, "", keys, names + " is missing.", "Add " + names + ".");
    }

    static Problem missingValue(Place place, String path) {
        return problem(
                Fault.MISSING,
                place,
                path,
                "",
                List.of(),
                "The value is missing (YAML reads nothing, ~ and null as no value).",
                "Write a value or remove the key.");
    }

    static Problem emptyList(Place place, String path) {
        return problem(
                Fault.MISSING,
                place,
                path,
                "[]",
                List.of(),
                "The list is empty.",
                "Write at least one entry or remove the key.");
    }

    static Problem emptyFile() {
        return problem(
                Fault.MISSING,
                Place.START,
                "",
                "",
                List.of(),
                "The file is empty.",
                "Begin with name, domain, version, owner, schema and output.");
    }

    static Problem wrongType(Place place, String path, String found, String expected) {
        return problem(
                Fault.WRONG_TYPE,
                place,
                path,
                found,
                List.of(expected),
                "Found " + found + ".",
                "Write " + expected + ".");
    }

    static Problem noContract(Place place, String found) {
        return problem(
                Fault.WRONG_TYPE,
                place,
                "",
                found,
                List.of(),
                "This is not a contract, it is " + found + ".",
                "Begin with name, domain, version, owner, schema and output. To read a file, pass its Path, not its"
                        + " name as a text.");
    }

    static Problem badValue(Place place, String path, String found, List<String> allowed, String what, String fix) {
        return problem(Fault.BAD_VALUE, place, path, shown(found), allowed, what, fix);
    }

    static Problem conflict(Place place, String path, String what, String fix) {
        return problem(Fault.CONFLICT, place, path, "", List.of(), what, fix);
    }

    /** A value that another key forbids. */
    static Problem conflict(Placed<?> value, String found, String allowed, String what, String fix) {
        return problem(Fault.CONFLICT, value.place(), value.path(), shown(found), List.of(allowed), what, fix);
    }

    static Problem duplicateValue(Placed<String> second, String what) {
        return problem(
                Fault.DUPLICATE_VALUE,
                second.place(),
                second.path(),
                shown(second.value()),
                List.of(),
                "'" + shown(second.value()) + "' stands twice among " + what + ".",
                "Remove or rename one of the two.");
    }

    static Problem unknownField(Placed<String> field, String user, Collection<String> known) {
        Optional<String> suggestion = Suggestion.among(known, field.value());
        List<String> allowed = known.stream().limit(50).toList();
        return problem(
                Fault.UNKNOWN_FIELD,
                field.place(),
                field.path(),
                shown(field.value()),
                allowed,
                user + " names the field '" + shown(field.value()) + "', which the schema does not have.",
                suggestion.map(s -> "Did you mean '" + s + "'?").orElse("Name a field of the schema's top level."));
    }

    static Problem unsuitableField(Placed<String> field, String user, String type, String demanded) {
        return problem(
                Fault.UNSUITABLE_FIELD,
                field.place(),
                field.path(),
                type,
                List.of(demanded),
                user + " needs " + demanded + ", but '" + shown(field.value()) + "' is of type " + type + ".",
                "Name another field or change its type.");
    }

    static Problem unsuitableValue(Placed<String> value, String user, String type, List<String> allowed) {
        return problem(
                Fault.UNSUITABLE_FIELD,
                value.place(),
                value.path(),
                shown(value.value()),
                allowed,
                user + " lists '" + shown(value.value()) + "', which a field of type " + type + " never holds.",
                allowed.isEmpty() ? "Remove it." : "Write " + alternatives(allowed) + ".");
    }

    static Problem personalPartition(Placed<String> field) {
        return problem(
                Fault.PERSONAL_PARTITION,
                field.place(),
                field.path(),
                shown(field.value()),
                List.of(),
                "'" + shown(field.value()) + "' is marked 'pii', but the values of a partition become names of folders,"
                        + " which everybody sees who may list the location.",
                "Partition by another field, for example a region or a date.");
    }

    static Problem allColumns(Placed<String> first, String user) {
        return problem(
                Fault.CONFLICT,
                first.place(),
                first.path(),
                "",
                List.of(),
                user + " names every field, which leaves nothing to write into the files.",
                "Leave out at least one.");
    }

    static Problem notActedOn(Place place, String path, String found, String what, String meanwhile) {
        return problem(Fault.NOT_ACTED_ON, place, path, shown(found), List.of(), what, meanwhile);
    }

    static Problem unreadable(String reason) {
        return problem(
                Fault.UNREADABLE,
                Place.NONE,
                "",
                "",
                List.of(),
                "The file cannot be read: " + reason + ".",
                "Check the path and the permissions.");
    }

    /** {@code a, b or c}. */
    static String alternatives(List<String> words) {
        int last = words.size() - 1;
        return last <= 0
                ? String.join("", words)
                : String.join(", ", words.subList(0, last)) + " or " + words.get(last);
    }

    static String shown(String text) {
        return Characters.printable(text, SHOWN);
    }

    private static String quotedWithOr(List<String> words) {
        return alternatives(words.stream().map(w -> "'" + w + "'").toList());
    }

    private static Problem problem(
            Fault fault, Place place, String path, String found, List<String> allowed, String what, String fix) {
        return new Problem(
                fault.code(),
                place.line(),
                place.column(),
                path,
                found,
                allowed,
                fix,
                fix.isEmpty() ? what : what + " " + fix);
    }
}
