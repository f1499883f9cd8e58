package io.weft.spi.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/**
 * A place for immutable objects: a local disk, a bucket, a map in memory.
 *
 * <p>Everything Weft promises rests on the few sentences below; {@code io.weft.testkit.storage.StorageKit} turns each
 * of them into a test that an adapter passes by extending one class.
 *
 * <ul>
 *   <li><b>Objects are whole.</b> A reader sees the complete old object, the complete new one, or none.
 *   <li><b>Writes are durable when they return.</b> What was acknowledged survives a crash of the process and, as far
 *       as the medium keeps its word, of the machine.
 *   <li><b>Reads follow writes.</b> After a write or delete returns, every later read, stat and list, by any process,
 *       shows it.
 *   <li><b>There are no folders.</b> A folder is a common prefix; it needs no creation and leaves nothing behind that a
 *       listing would show.
 *   <li><b>Calls do what they say or throw</b> a {@link StorageException} whose kind says what is known. An adapter
 *       retries inside itself what is safe to repeat. A write with {@link Precondition#ABSENT} is so only if the adapter
 *       can prove which object is its own: else a lost answer is reported as {@code OUTCOME_UNKNOWN}, never as {@code
 *       EXISTS}. A location of a scheme that is not
 *       served is refused with {@code INVALID} by every call.
 *   <li><b>Keys mean themselves.</b> Nothing in a key is encoded, decoded or trimmed. A store may refuse with {@code
 *       INVALID} a segment of more than 200 bytes, a name that begins with {@code .weft-tmp-}, and an object below
 *       another object or in the place of a folder; it never confuses them.
 * </ul>
 *
 * Implementations are thread-safe. Optional abilities are separate small interfaces such as {@link ServerSideCopy},
 * asked for with {@link #capability}.
 */
@CheckReturnValue
public interface Storage extends AutoCloseable {
    /**
     * The location schemes this storage serves.
     *
     * @return lower-case schemes, at least one
     */
    Set<String> schemes();

    /**
     * Looks an object up. What it tells is what {@link StorageOutput#commit} returned (but for the time, where a store
     * answers a write without it) and what a listing shows.
     *
     * @param object its location
     * @return what the store holds there; empty if there is no object, also when the location is a folder
     * @throws StorageException if the store cannot tell
     */
    Optional<ObjectInfo> stat(Location object);

    /**
     * Opens an object for random access.
     *
     * @param object its location
     * @return the input; the caller closes it
     * @throws StorageException {@code NOT_FOUND} if there is none
     */
    StorageInput open(Location object);

    /**
     * Begins a new object of any size. Whether an object is there already is no question yet, not even for {@link
     * Precondition#ABSENT}.
     *
     * @param object its location; folders on the way need not exist
     * @param precondition checked by {@link StorageOutput#commit()}, atomically with the object becoming visible
     * @return the output; the caller commits and closes it
     * @throws StorageException if the store can already tell that it will not take the object
     */
    StorageOutput create(Location object, Precondition precondition);

    /**
     * Deletes an object. Deleting what does not exist succeeds. A delete need not be durable: after a crash of the
     * machine the object may be there again.
     *
     * @param object its location; a folder is not deleted and is no error
     * @throws StorageException if the object may still be there
     */
    void delete(Location object);

    /**
     * Deletes many objects, as {@link #delete} does each. An object store needs less time for it than for one after the other, and
     * maybe fewer requests.
     *
     * @param objects their locations, in no order
     * @throws StorageException if some may still be there; others may have been deleted, so the same call may be made again
     */
    default void deleteAll(Collection<Location> objects) {
        objects.forEach(this::delete);
    }

    /**
     * Lists every object below a folder, at any depth, in ascending order of the UTF-8 bytes of the key.
     *
     * <p>Objects that exist during the whole iteration are listed exactly once; one that is written or deleted
     * meanwhile may or may not appear. Pages are fetched while iterating, so iterating can throw, too.
     *
     * @param folder the folder; one without objects gives an empty result
     * @param startAfter only keys (relative to the folder) strictly greater than this are listed; empty for all
     * @return the objects, lazily; each call of {@code iterator()} starts over
     */
    Iterable<ObjectInfo> list(Location folder, String startAfter);

    /**
     * Reads a small object whole.
     *
     * @param object its location
     * @param maxBytes the most the caller is ready to hold
     * @return its bytes
     * @throws StorageException {@code NOT_FOUND}, or {@code TOO_LARGE} before anything is read
     */
    default byte[] read(Location object, int maxBytes) {
        try (StorageInput input = open(object)) {
            if (input.length() > maxBytes) {
                throw new StorageException(
                        StorageException.Kind.TOO_LARGE,
                        object + " has " + input.length() + " bytes, more than the " + maxBytes + " allowed here",
                        null);
            }
            byte[] bytes = new byte[(int) input.length()];
            input.readFully(0, bytes, 0, bytes.length);
            return bytes;
        }
    }

    /**
     * Writes a small object whole.
     *
     * @param object its location
     * @param bytes its content
     * @param precondition what must hold at the target
     * @return what the store now holds
     * @throws StorageException as {@link StorageOutput#commit()}
     */
    @CanIgnoreReturnValue
    default ObjectInfo put(Location object, byte[] bytes, Precondition precondition) {
        try (StorageOutput output = create(object, precondition)) {
            output.write(bytes, 0, bytes.length);
            return output.commit();
        }
    }

    /**
     * Asks for an optional ability. A storage that lacks one answers empty and does not implement the interface.
     *
     * @param <C> its type
     * @param type its interface
     * @return the ability; empty if this storage lacks it. A decorator answers for what it wraps.
     */
    default <C> Optional<C> capability(Class<C> type) {
        return type.isInstance(this) ? Optional.of(type.cast(this)) : Optional.empty();
    }

    /**
     * Releases clients and threads. Calls after it throw {@code CLOSED}, also those to inputs, outputs and iterators
     * that are still open, except for closing them; a second close does nothing.
     */
    @Override
    void close();
}
