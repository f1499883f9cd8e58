/**
 * Between the user's objects (Java records, Avro records, maps) and the engine's rows, which are arrays as {@link
 * io.weft.internal.format.FileEncoder} describes them.
 */
@NullMarked
package io.weft.internal.row;

import org.jspecify.annotations.NullMarked;
