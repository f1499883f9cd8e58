/** The kit by which a storage shows that vaults can be on it. */
@NullMarked
package io.weft.testkit.backup;

import org.jspecify.annotations.NullMarked;
