/** From a version of the log back to the user's objects. */
@NullMarked
package io.weft.internal.read;

import org.jspecify.annotations.NullMarked;
