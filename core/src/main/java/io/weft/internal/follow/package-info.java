/**
 * What happens after a commit: the view, checkpoints, the catalog and followers come to its version, listeners are told.
 * {@link io.weft.internal.follow.Followers} is where to start reading.
 */
@NullMarked
package io.weft.internal.follow;

import org.jspecify.annotations.NullMarked;
