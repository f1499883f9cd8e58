package io.weft.contract;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What identifies a product over its whole life: domain, name and major version, written {@code AirTraffic/OnTime@1}.
 *
 * @param domain the owning domain: letters, digits, {@code _} and {@code -}, beginning with a letter
 * @param name the product's name within the domain, of the same characters
 * @param major the major version of its interface
 */
public record ProductId(String domain, String name, int major) implements Comparable<ProductId> {
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,99}");
    private static final Pattern TEXT = Pattern.compile("([^/@]+)/([^/@]+)@(0|[1-9]\\d{0,8})");

    /** Checks the parts. */
    public ProductId {
        if (!WORD.matcher(domain).matches() || !WORD.matcher(name).matches() || major < 0) {
            throw new IllegalArgumentException("a product id is domain/name@major, where domain and name begin with a"
                    + " letter and have letters, digits, '_' and '-', at most 100");
        }
    }

    /**
     * Parses {@code domain/name@major}.
     *
     * @param text for example {@code AirTraffic/OnTime@1}
     * @return the id
     * @throws IllegalArgumentException for any other text
     */
    public static ProductId of(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("a product id is written domain/name@major");
        }
        return new ProductId(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3)));
    }

    @Override
    public int compareTo(ProductId other) {
        return toString().compareTo(other.toString());
    }

    @Override
    public String toString() {
        return domain + "/" + name + "@" + major;
    }
}
