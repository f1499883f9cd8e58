/**
 * The gate: every row of a publication passes it once, on its way into the files, and at the end it tells what the
 * checks found. Nothing here keeps or shows a value of a row.
 */
@NullMarked
package io.weft.internal.gate;

import org.jspecify.annotations.NullMarked;
