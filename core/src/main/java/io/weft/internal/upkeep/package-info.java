/**
 * Keeps a location in order: gives up old versions, removes what nobody needs, finds out what is wrong and makes again what
 * follows from the log. {@code docs/design/log.md} argues why nothing that is needed is ever removed.
 */
@NullMarked
package io.weft.internal.upkeep;

import org.jspecify.annotations.NullMarked;
