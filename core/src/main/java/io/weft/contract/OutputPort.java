package io.weft.contract;

import io.weft.PublishMode;
import java.util.List;

/**
 * One place and form in which a product is published.
 *
 * @param name the port's name, unique in the product; {@code default} for the single {@code output}
 * @param location as written in the contract, absolute with a scheme or relative to the contract's folder;
 *     {@code {domain}}, {@code {name}}, {@code {version}} and {@code {major}} are filled in
 * @param format {@code parquet}, or a format that an extension brings
 * @param mode what a publication does unless it says otherwise
 * @param partitionBy fields whose values become {@code field=value} folders, outermost first
 * @param compression of the data files
 * @param view what readers without Weft see
 */
public record OutputPort(
        String name,
        String location,
        String format,
        PublishMode mode,
        List<String> partitionBy,
        Compression compression,
        ViewKind view) {
    /** Copies the list. */
    public OutputPort {
        partitionBy = List.copyOf(partitionBy);
    }
}
