/** The storage interface, as prose first; adapters implement it, the engine takes every effect through it. */
@NullMarked
package io.weft.spi.storage;

import org.jspecify.annotations.NullMarked;
