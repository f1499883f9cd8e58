/**
 * What adapters of object stores share: a store says how its requests are made ({@link
 * io.weft.spi.storage.remote.ObjectStore}), and {@link io.weft.spi.storage.remote.RemoteStorage} makes a storage of it.
 */
@NullMarked
package io.weft.spi.storage.remote;

import org.jspecify.annotations.NullMarked;
