package io.weft.spi.storage;

/** What must hold at the target, at the instant an object becomes visible, for a write to take effect. */
public enum Precondition {
    /** Nothing: an existing object is replaced as a whole. */
    NONE,
    /** No object exists there. Of any number of concurrent writers exactly one succeeds. */
    ABSENT
}
