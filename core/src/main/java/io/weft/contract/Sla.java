package io.weft.contract;

import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What consumers may rely on.
 *
 * @param freshness the greatest age of the newest publication; null if not promised
 * @param availability the share of time the product can be read, in percent, above 0 and at most 100; null if not
 *     promised
 */
public record Sla(@Nullable Duration freshness, @Nullable BigDecimal availability) {}
