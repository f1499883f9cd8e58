/** Vaults, the recovery points in them, and what backups, checks and restores found and did. */
@NullMarked
package io.weft.backup;

import org.jspecify.annotations.NullMarked;
