/**
 * The log of a product: one immutable object a version, created only if absent. The commit point, and the only source of
 * truth; {@code docs/design/log.md} argues why it holds.
 */
@NullMarked
package io.weft.internal.log;

import org.jspecify.annotations.NullMarked;
