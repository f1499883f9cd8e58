package io.weft.spi.catalog;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What to look for; all parts given must hold. Compared without case.
 *
 * @param text words that must all occur in name, domain, owner, description or tags, of the product or of its fields,
 *     also as parts of words; null for any
 * @param domain the exact domain; null for any
 * @param tags tags that the product must all carry
 */
@CheckReturnValue
public record CatalogQuery(@Nullable String text, @Nullable String domain, List<String> tags) {
    /** Finds everything. */
    public static final CatalogQuery ALL = new CatalogQuery(null, null, List.of());

    /** Copies the list. */
    public CatalogQuery {
        tags = List.copyOf(tags);
    }

    /**
     * A free-text query.
     *
     * @param words separated by blanks
     * @return the query
     */
    public static CatalogQuery text(String words) {
        return new CatalogQuery(words, null, List.of());
    }

    /**
     * A query by domain.
     *
     * @param domain the exact domain
     * @return the query
     */
    public static CatalogQuery domain(String domain) {
        return new CatalogQuery(null, domain, List.of());
    }

    /**
     * A query by tag.
     *
     * @param tag the tag
     * @return the query
     */
    public static CatalogQuery tag(String tag) {
        return new CatalogQuery(null, null, List.of(tag));
    }
}
