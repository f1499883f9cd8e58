package io.weft.spi.catalog;

import io.weft.contract.Contract;
import io.weft.contract.ProductId;
import io.weft.quality.Finding;
import io.weft.schema.Schema;
import io.weft.spi.storage.Location;
import java.time.Instant;
import java.util.List;

/**
 * What a catalog knows of one product: its contract and its newest publication.
 *
 * @param contract the contract
 * @param schema the resolved schema
 * @param location where the default output is published
 * @param snapshotVersion version of the newest snapshot
 * @param publishedAt when that snapshot became visible
 * @param rowCount rows in that snapshot
 * @param findings what the checks of the newest publication found
 */
public record CatalogEntry(
        Contract contract,
        Schema schema,
        Location location,
        long snapshotVersion,
        Instant publishedAt,
        long rowCount,
        List<Finding> findings) {
    /** Copies the list. */
    public CatalogEntry {
        findings = List.copyOf(findings);
    }

    /**
     * The product's id.
     *
     * @return domain, name and major version
     */
    public ProductId id() {
        return contract.id();
    }
}
