package io.weft;

/** What a publication does to the rows that are already visible. */
public enum PublishMode {
    /** The new rows are added; concurrent appends all succeed. */
    APPEND,
    /**
     * The new rows become the whole product. It conflicts with any publication that became visible after this one was
     * opened: rows somebody was told are published must not vanish unseen.
     */
    REPLACE,
    /**
     * The new rows replace exactly the partitions that they fall into; the other partitions stay. It conflicts only
     * with publications that touched one of those partitions meanwhile. Needs {@code partition_by} in the contract.
     */
    REPLACE_PARTITIONS
}
