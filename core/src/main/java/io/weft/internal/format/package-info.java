/**
 * The small interface between the engine and a file format. Parquet implements it; nothing else of the engine knows how
 * rows become bytes.
 */
@NullMarked
package io.weft.internal.format;

import org.jspecify.annotations.NullMarked;
