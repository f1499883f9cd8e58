/** Who is told what became of a product, for certain and in order. */
@NullMarked
package io.weft.spi.follow;

import org.jspecify.annotations.NullMarked;
