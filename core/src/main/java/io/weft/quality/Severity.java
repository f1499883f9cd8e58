package io.weft.quality;

/** What a failed check does. */
public enum Severity {
    /** The publication is rejected; nothing becomes visible. */
    ERROR,
    /** The publication goes on; the finding is reported and kept. */
    WARN
}
