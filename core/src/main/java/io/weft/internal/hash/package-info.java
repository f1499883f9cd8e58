/** Hashes and names that nobody else has, as text. */
@NullMarked
package io.weft.internal.hash;

import org.jspecify.annotations.NullMarked;
