package io.weft.snapshot;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.schema.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One published version of a product, the same for ever. Obtained from {@link io.weft.DataProduct}. Immutable and
 * thread-safe; the {@link Rows} it opens are not.
 *
 * <p>Not meant to be implemented outside Weft: methods may be added in a minor version.
 */
@CheckReturnValue
public interface Snapshot {
    /**
     * The version.
     *
     * @return its number, from 1 without gaps
     */
    long version();

    /**
     * When it became visible.
     *
     * @return an instant later than that of the version before
     */
    Instant publishedAt();

    /**
     * How many rows a reader gets.
     *
     * @return the number of rows in all files
     */
    long rowCount();

    /**
     * The files that hold the rows.
     *
     * @return the files in the order in which they are read
     */
    List<DataFile> files();

    /**
     * The shape of the rows when this version was published.
     *
     * @return the schema
     */
    Schema schema();

    /**
     * Reads the rows as Java records; only the columns that the record has are read.
     *
     * @param <T> the record
     * @param type a record class whose components match fields by name, {@code camelCase} standing for
     *     {@code snake_case}
     * @return the rows; close them
     * @throws io.weft.WeftException {@code WEFT-ROW-…} listing every component that does not fit
     */
    <T> Rows<T> read(Class<T> type);

    /**
     * Reads the rows as maps from field name to value, in field order; {@link io.weft.schema.FieldType} names the
     * values' types.
     *
     * @return the rows; close them
     */
    Rows<Map<String, @Nullable Object>> read();

    /**
     * Keeps this version's files, also when it expires meanwhile, for readers that need longer than a clean-up's grace.
     * Needs the right to write to the location.
     *
     * @param time for how long at most, to the second; a reader that dies should not keep them for ever
     * @return the pin; close it when done
     * @throws io.weft.WeftException {@code WEFT-LOG-013} if the version has expired already
     */
    Pin pin(Duration time);
}
