package io.weft.backup;

import io.weft.spi.storage.Location;
import java.util.List;

/**
 * What a check of a product's part of a vault found.
 *
 * @param points recovery points that were looked at
 * @param objects objects that were looked at
 * @param bytesRead how much was read and hashed again
 * @param damages what is missing or altered; empty if everything can be restored
 */
public record VaultCheck(int points, long objects, long bytesRead, List<Damage> damages) {
    /** Copies the list. */
    public VaultCheck {
        damages = List.copyOf(damages);
    }

    /**
     * One thing that is not as it was written.
     *
     * @param object where in the vault
     * @param finding what is wrong with it, for people
     */
    public record Damage(Location object, String finding) {}
}
