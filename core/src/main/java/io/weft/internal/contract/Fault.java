package io.weft.internal.contract;

/** The kinds of faults. A code never changes its meaning; new kinds go to the end. */
enum Fault {
    LIMIT("WEFT-CONTRACT-001", "The file is larger, deeper or more broken than a contract may be."),
    CHARACTER("WEFT-CONTRACT-002", "The file is not UTF-8, or has control or text-direction characters."),
    SYNTAX("WEFT-CONTRACT-003", "The file is not YAML."),
    FEATURE(
            "WEFT-CONTRACT-004",
            "A feature of YAML that contracts do without: anchors, aliases, tags, merge keys,"
                    + " directives, several documents, keys that are not plain text."),
    DUPLICATE_KEY("WEFT-CONTRACT-005", "A key stands twice in the same place."),
    UNKNOWN_KEY("WEFT-CONTRACT-006", "A key that does not exist there."),
    MISSING("WEFT-CONTRACT-007", "A required key, or the value of a key, is missing."),
    WRONG_TYPE("WEFT-CONTRACT-008", "A list where a single value belongs, a text where a number belongs, and so on."),
    BAD_VALUE("WEFT-CONTRACT-009", "A value of the right type that is not allowed."),
    CONFLICT("WEFT-CONTRACT-010", "Two keys contradict each other."),
    DUPLICATE_VALUE("WEFT-CONTRACT-011", "A name or value that has to be unique in its list is not."),
    UNKNOWN_FIELD("WEFT-CONTRACT-012", "A check or a partition names a field that the schema does not have."),
    UNSUITABLE_FIELD("WEFT-CONTRACT-013", "A check or a partition names a field of a type that it cannot work on."),
    NOT_ACTED_ON("WEFT-CONTRACT-014", "A notice: the key is read and kept, but this version does not act on it."),
    UNREADABLE("WEFT-CONTRACT-015", "The file cannot be opened or read."),
    PERSONAL_PARTITION("WEFT-CONTRACT-016", "A partition names a field whose values identify a person.");

    private final String code;
    private final String meaning;

    Fault(String code, String meaning) {
        this.code = code;
        this.meaning = meaning;
    }

    String code() {
        return code;
    }

    String meaning() {
        return meaning;
    }
}
