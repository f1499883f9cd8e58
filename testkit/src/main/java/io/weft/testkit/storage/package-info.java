/**
 * For code that uses or implements the storage interface: {@link io.weft.testkit.storage.StorageKit} checks an adapter,
 * {@link io.weft.testkit.storage.CountingStorage} watches calls, {@link io.weft.testkit.storage.LeakCheckingStorage} what is
 * left open, and {@link io.weft.testkit.storage.FaultyStorage} brings about the bad luck of a {@link
 * io.weft.testkit.storage.FaultPlan}.
 */
@NullMarked
package io.weft.testkit.storage;

import org.jspecify.annotations.NullMarked;
