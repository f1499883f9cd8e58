/** What keeps a product in order, and what it found: expiry, clean-up, compaction, diagnosis, repair. */
@NullMarked
package io.weft.maintenance;

import org.jspecify.annotations.NullMarked;
