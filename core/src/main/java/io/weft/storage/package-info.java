/** The storages that come with Weft and need nothing else: a local disk and the memory of this process. */
@NullMarked
package io.weft.storage;

import org.jspecify.annotations.NullMarked;
