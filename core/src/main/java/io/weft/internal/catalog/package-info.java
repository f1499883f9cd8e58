/** The catalog that Weft brings along: small JSON objects in any storage, no server. */
@NullMarked
package io.weft.internal.catalog;

import org.jspecify.annotations.NullMarked;
