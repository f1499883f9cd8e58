/** Puts a product together from its contract and the platform's parts. */
@NullMarked
package io.weft.internal.platform;

import org.jspecify.annotations.NullMarked;
