/**
 * For code that uses or implements the storage interface: {@link io.weft.testkit.storage.StorageKit} checks an adapter,
 * {@link io.weft.testkit.storage.CountingStorage} watches calls, {@link io.weft.testkit.storage.FaultyStorage} lets
 * them fail.
 */
@NullMarked
package io.weft.testkit.storage;

import org.jspecify.annotations.NullMarked;
