/** What several packages of the testkit share; no part of its API. */
@NullMarked
package io.weft.testkit.internal;

import org.jspecify.annotations.NullMarked;
