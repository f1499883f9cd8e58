/** From the locations that a contract writes to the locations that storage is asked for, and whether that is allowed. */
@NullMarked
package io.weft.internal.place;

import org.jspecify.annotations.NullMarked;
