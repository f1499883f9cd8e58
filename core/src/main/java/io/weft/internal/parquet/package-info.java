/**
 * Rows into Parquet files and back, on parquet-java. The only package that knows Parquet or Hadoop.
 *
 * <p>Writing: {@link io.weft.internal.parquet.ParquetTypes} turns the schema into Parquet's, {@link
 * io.weft.internal.parquet.RowWriter} is a tree of small writers shaped like it, {@link
 * io.weft.internal.parquet.ParquetEncoder} drives them. Reading: {@link io.weft.internal.parquet.FileFooter} reads and
 * checks what the file says about itself, {@link io.weft.internal.parquet.Projection} picks the wanted columns, {@link
 * io.weft.internal.parquet.RowConverter} is a tree of converters that puts values together again, {@link
 * io.weft.internal.parquet.ParquetDecoder} drives them.
 */
@NullMarked
package io.weft.internal.parquet;

import org.jspecify.annotations.NullMarked;
