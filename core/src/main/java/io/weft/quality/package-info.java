/** What must be true of the rows of a publication, and what was found. */
@NullMarked
package io.weft.quality;

import org.jspecify.annotations.NullMarked;
