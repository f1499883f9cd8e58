/** Reading and writing of Weft's own small JSON objects, with the limits that hold for all of them. */
@NullMarked
package io.weft.internal.json;

import org.jspecify.annotations.NullMarked;
