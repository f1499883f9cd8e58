/** Weft: a contract goes in, records flow through one gate into immutable files, one small object makes them visible. */
@NullMarked
package io.weft;

import org.jspecify.annotations.NullMarked;
