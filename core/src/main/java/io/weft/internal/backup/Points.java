package io.weft.internal.backup;

import io.weft.backup.RecoveryPoint;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import java.util.List;

/** The recovery points of a vault. */
public final class Points {
    private Points() {}

    /**
     * Reads all of them.
     *
     * @param vaultStorage where the vault is
     * @param vault its folder
     * @return the points, by product, oldest first
     */
    public static List<RecoveryPoint> in(Storage vaultStorage, Location vault) {
        return Repository.products(vaultStorage, vault).stream()
                .flatMap(uuid -> of(vaultStorage, vault, uuid).stream())
                .toList();
    }

    /**
     * Reads those of one product.
     *
     * @param vaultStorage where the vault is
     * @param vault its folder
     * @param uuid which product
     * @return the points, oldest first
     */
    public static List<RecoveryPoint> of(Storage vaultStorage, Location vault, String uuid) {
        return new Repository(vaultStorage, vault, uuid).points();
    }
}
