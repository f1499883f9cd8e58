/**
 * Backups: {@link io.weft.internal.backup.Repository} says where things are in a vault, and is where to start reading. What is
 * written there is written once. A recovery point is written last, so what it needs is there.
 */
@NullMarked
package io.weft.internal.backup;

import org.jspecify.annotations.NullMarked;
