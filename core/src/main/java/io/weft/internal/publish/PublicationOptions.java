package io.weft.internal.publish;

import io.weft.PublishMode;
import io.weft.quality.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one publication asks for beyond its contract.
 *
 * @param idempotencyKey the caller's key; null for none
 * @param mode what happens to visible rows
 * @param checks checks beside those of the contract
 * @param overConcurrent true to replace also what others published meanwhile
 */
public record PublicationOptions(
        @Nullable String idempotencyKey, PublishMode mode, List<Check> checks, boolean overConcurrent) {
    /** Copies the list. */
    public PublicationOptions {
        checks = List.copyOf(checks);
    }
}
