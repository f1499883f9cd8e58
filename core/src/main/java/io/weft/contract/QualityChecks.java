package io.weft.contract;

import io.weft.quality.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The quality rules of a contract.
 *
 * @param pipeline location of an external check program as written; null for none. It runs only where the platform
 *     allows that very location
 * @param checks the declared checks
 */
public record QualityChecks(@Nullable String pipeline, List<Check> checks) {
    /** No rules. */
    public static final QualityChecks NONE = new QualityChecks(null, List.of());

    /** Copies the list. */
    public QualityChecks {
        checks = List.copyOf(checks);
    }
}
