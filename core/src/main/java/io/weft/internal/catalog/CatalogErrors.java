package io.weft.internal.catalog;

import io.weft.WeftException;
import io.weft.contract.ProductId;
import io.weft.spi.storage.Location;
import org.jspecify.annotations.Nullable;

/** Every error of the embedded catalog, in one place. */
final class CatalogErrors {
    private CatalogErrors() {}

    static WeftException damaged(Location object, String what, @Nullable Throwable cause) {
        return new WeftException(
                "WEFT-CATALOG-001",
                "Catalog entry " + object + " is damaged: " + what
                        + ". The data is not touched by this. Delete the object; the next publication registers the"
                        + " product again",
                cause);
    }

    static WeftException newerFormat(Location object, long format) {
        return new WeftException(
                "WEFT-CATALOG-002",
                "Catalog entry " + object + " has format " + format + ", which this version of Weft does not know. Use"
                        + " the version of Weft that wrote it, or a newer one");
    }

    static WeftException unwritable(ProductId id, String why, @Nullable Throwable cause) {
        return new WeftException(
                "WEFT-CATALOG-003",
                id + " cannot be registered: " + why + ". Shorten the contract or the schema; what was published stays"
                        + " visible",
                cause);
    }
}
