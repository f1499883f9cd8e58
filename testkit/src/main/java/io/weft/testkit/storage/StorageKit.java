package io.weft.testkit.storage;

/**
 * Checks that a {@link io.weft.spi.storage.Storage} keeps every sentence of its interface. An adapter passes by
 * extending this class in its tests:
 *
 * <pre>{@code
 * class MyStorageKitTest extends StorageKit {
 *     protected Storage storage() {
 *         return MyStorage.create(...);
 *     }
 *
 *     protected Location folder() {
 *         return Location.of("my://bucket/" + UUID.randomUUID());
 *     }
 * }
 * }</pre>
 *
 * <p>An ability that the storage lacks is declared by overriding its hook, such as {@link #copies()}; the kit then
 * asserts the refusal. A deviation that cannot be helped is an overridden test with a comment that says why.
 *
 * <p>The kit itself is tested on storages that are broken on purpose.
 */
public abstract class StorageKit extends RaceBehaviours {
    /** For subclasses. */
    protected StorageKit() {}
}
