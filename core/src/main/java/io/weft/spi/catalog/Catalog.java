package io.weft.spi.catalog;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.contract.ProductId;
import java.util.List;
import java.util.Optional;

/**
 * Knows which products there are. It follows the publications, it never decides about them: a catalog that is down
 * delays discovery, not data. Implementations are thread-safe and may be used by several processes at once.
 */
@CheckReturnValue
public interface Catalog {
    /**
     * Records the newest state of a product. The entry that was published last stays (by its time, then its version), in
     * whatever order processes arrive; registering the same or an older one again changes nothing.
     *
     * @param entry the entry
     * @throws io.weft.WeftException if it could not be recorded
     */
    void register(CatalogEntry entry);

    /**
     * Finds one product.
     *
     * @param id domain, name and major version
     * @return its entry, empty if it was never registered
     */
    Optional<CatalogEntry> find(ProductId id);

    /**
     * Finds products.
     *
     * @param query what to look for
     * @return the entries in the order of their ids
     */
    List<CatalogEntry> search(CatalogQuery query);

    /**
     * Every product.
     *
     * @return the entries in the order of their ids
     */
    default List<CatalogEntry> list() {
        return search(CatalogQuery.ALL);
    }
}
