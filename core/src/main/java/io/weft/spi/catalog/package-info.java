/** Where products are registered and found. */
@NullMarked
package io.weft.spi.catalog;

import org.jspecify.annotations.NullMarked;
