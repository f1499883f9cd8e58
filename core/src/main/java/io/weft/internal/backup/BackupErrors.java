package io.weft.internal.backup;

import io.weft.WeftException;
import io.weft.spi.storage.Location;

/** Every error about backups, in one place. */
final class BackupErrors {
    static final String SOURCE_DAMAGED = "WEFT-BACKUP-004";

    private BackupErrors() {}

    static WeftException nothingToBackUp(Location root) {
        return new WeftException(
                "WEFT-BACKUP-001",
                "Nothing is published at " + root + " yet, so there is nothing to back up. Publish first");
    }

    static WeftException missing(Location object) {
        return new WeftException(
                "WEFT-BACKUP-002",
                object
                        + " is missing from the vault, so what needs it cannot be restored from there. Restore from a copy of"
                        + " the vault, and have its store checked: Weft deletes nothing that a recovery point needs");
    }

    static WeftException altered(Location object) {
        return new WeftException(
                "WEFT-BACKUP-003",
                object
                        + " is not as it was written to the vault, so it is not used. Restore from a copy of the vault, or bring back"
                        + " an older version of this object");
    }

    /** What a later version of Weft wrote is no damage. */
    static WeftException alteredUnlessNewer(Location object, WeftException found) {
        return found.code().equals("WEFT-LOG-005") ? found : altered(object);
    }

    static WeftException sourceDamaged(Location file) {
        return new WeftException(
                SOURCE_DAMAGED,
                file
                        + " does not have the hash that its publication recorded, or is missing, so no recovery point was made; earlier"
                        + " ones are untouched. product.maintenance().repair() brings back what the store's own versions have;"
                        + " or restore from the vault");
    }

    static WeftException differs(Location object) {
        return new WeftException(
                "WEFT-BACKUP-005",
                object
                        + " is in the vault already with other content: two locations with the same history went different ways,"
                        + " such as a product and its restored copy. Back this one up to another vault");
    }

    static WeftException noPoint(Location vault, String product, long version) {
        return new WeftException(
                "WEFT-BACKUP-006",
                "The vault " + vault + " has no recovery point from which version " + version + " of " + product
                        + " could be restored. List its points, and choose a version between the oldest and the newest of one");
    }

    static WeftException targetInUse(Location target) {
        return new WeftException(
                "WEFT-BACKUP-007",
                target
                        + " is a product's location already, so nothing was restored there. Choose a location that is empty");
    }

    static WeftException newer(Location object, long format) {
        return new WeftException(
                "WEFT-BACKUP-008",
                object + " was written by a later version of Weft (format " + format
                        + "). Use that version or a later one");
    }

    static WeftException insideEachOther(Location vault, Location root) {
        return new WeftException(
                "WEFT-BACKUP-010",
                "The vault " + vault + " and the product at " + root
                        + " lie in each other, so what destroys one destroys both. Nothing was backed up. Put the vault into another"
                        + " bucket, account or region");
    }

    static WeftException otherProduct(String stored, String product) {
        return new WeftException(
                "WEFT-BACKUP-011",
                "The recovery point is of " + stored + " and not of " + product
                        + ", so nothing was restored into that. Restore it to an empty location");
    }

    static WeftException withoutPoint(Location point, long newest) {
        return new WeftException(
                "WEFT-BACKUP-009",
                point
                        + " is not there although the log in the vault goes so far: a backup broke off, or the point was removed. What is"
                        + " restored ends with version " + newest + ". Back up again");
    }
}
