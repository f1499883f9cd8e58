package io.weft.internal.publish;

import io.weft.WeftException;
import io.weft.spi.storage.Location;
import java.util.List;

/** Every error about publishing that is not a verdict or a conflict, in one place. */
final class PublishErrors {
    private PublishErrors() {}

    static WeftException breakingSchema(Location root, List<String> problems) {
        return new WeftException(
                "WEFT-PUBLISH-004",
                "The schema would break readers of what is published at " + root + ":\n  "
                        + String.join("\n  ", problems)
                        + "\nKeep it compatible, or raise the major version and publish to a location of its own");
    }

    static WeftException changedPartitions(Location root, Object published, Object now) {
        return new WeftException(
                "WEFT-PUBLISH-005",
                "What is published at " + root + " is partitioned by " + published + ", the contract now says " + now
                        + ". Readers could not tell the two layouts apart: publish once with mode REPLACE");
    }

    static WeftException foreignFiles(Location root, List<String> names) {
        return new WeftException(
                "WEFT-PUBLISH-006",
                root + " already holds Parquet files that Weft did not write (" + names.size() + ", the first is '"
                        + names.get(0) + "'). Readers of the directory would mix them with the product. Move them away,"
                        + " choose another location, or set view: manifest");
    }

    static WeftException unknownFormat(String format) {
        return new WeftException(
                "WEFT-PUBLISH-007",
                "This version of Weft publishes the format parquet; '" + format + "' needs an extension that is not"
                        + " there. Set format: parquet");
    }

    static WeftException partitionsNeeded() {
        return new WeftException(
                "WEFT-PUBLISH-008",
                "Mode REPLACE_PARTITIONS needs partition_by in the contract. Add it, or use REPLACE or APPEND");
    }

    static WeftException pipelineNotAllowed(String written, Location location) {
        String pipeline = written.contains("://") ? written : location.toString();
        return new WeftException(
                "WEFT-PUBLISH-009",
                "The contract asks for the quality pipeline '" + pipeline
                        + "', and this platform has not allowed it, so"
                        + " nothing is published. Allow it with Platform.builder().allowPipeline(\"" + pipeline
                        + "\", \"python3\") to run it before every publication, or skip it, visibly in every report, with"
                        + " Platform.builder().skipPipeline(\"" + pipeline + "\")");
    }

    static WeftException partitionTooLong(String field, int limit) {
        return new WeftException(
                "WEFT-PUBLISH-010",
                "A value of the partition field '" + field + "' is too long to name a folder: at most " + limit
                        + " bytes with the field's name and with special characters percent-encoded. Partition by a"
                        + " shorter field, for example a code or a date");
    }

    static WeftException tooManyFiles(int limit, List<String> partitionBy) {
        return new WeftException(
                "WEFT-PUBLISH-011",
                "This publication would have more than " + limit + " files, because its rows change partitions so often"
                        + " or fall into so many. Nothing was published. Sort the rows by " + partitionBy
                        + " before publishing, partition by fields with fewer values, or give the process more memory");
    }

    static WeftException nested(Location root, Location other) {
        return new WeftException(
                "WEFT-PUBLISH-012",
                root + " and the product at " + other
                        + " lie one within the other, so readers of the outer folder would"
                        + " see both. Nothing was published. Give each product a folder of its own, for example"
                        + " .../v1/ and .../v2/ side by side");
    }

    static WeftException lostRows(Location root, long before, long after) {
        return new WeftException(
                "WEFT-PUBLISH-013",
                "Small files of " + root + " say that they hold " + before + " rows, but " + after
                        + " were read from them, so one was altered by something other than Weft. Nothing was changed."
                        + " product.maintenance().examine() says which");
    }

    static IllegalStateException ended(String state) {
        return new IllegalStateException(
                "This publication was already " + state + ". Open another one with product.publication()....open()");
    }
}
