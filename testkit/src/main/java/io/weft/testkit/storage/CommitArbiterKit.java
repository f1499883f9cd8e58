package io.weft.testkit.storage;

import io.weft.spi.storage.CommitArbiter;

/**
 * What every {@link CommitArbiter} must do. Extend it and say how to open one:
 *
 * <pre>{@code
 * class MyArbiterTest extends CommitArbiterKit {
 *     protected CommitArbiter arbiter() {
 *         return MyArbiter.of(table);
 *     }
 * }
 * }</pre>
 */
public abstract class CommitArbiterKit extends ClaimBehaviours {
    /** For the class that says what is tested. */
    protected CommitArbiterKit() {}
}
