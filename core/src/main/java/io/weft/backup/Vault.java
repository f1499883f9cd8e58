package io.weft.backup;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;

/**
 * Where recovery points of products are kept: a folder of any storage. It should be another bucket, account or region than the
 * products are in, with rights of its own; what lies there is written once and never changed.
 *
 * <pre>{@code
 * Vault vault = new Vault(S3Storage.create(), Location.of("s3://backups/orders"));
 * }</pre>
 *
 * @param storage where it is; closed by whoever opened it
 * @param folder the folder; any number of products may share it
 */
public record Vault(Storage storage, Location folder) {}
