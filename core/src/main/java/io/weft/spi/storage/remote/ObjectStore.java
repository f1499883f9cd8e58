package io.weft.spi.storage.remote;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests of an object store, one method for each kind. {@link RemoteStorage} calls them, repeats them, and cuts
 * large objects into parts; so an implementation makes one attempt and classifies what comes of it:
 *
 * <ul>
 *   <li><b>It does not repeat.</b> Retries of the store's own client are off: one place decides what is repeated and how
 *       often.
 *   <li>{@code UNAVAILABLE} says that the request certainly had no effect: refused for now, throttled, never sent. For a
 *       request that only reads, every failure that may pass is of this kind.
 *   <li>{@code OUTCOME_UNKNOWN} is for a write that was sent and has no answer, or an answer that does not tell: time-outs,
 *       lost connections, errors inside the store.
 *   <li>{@code EXISTS} is what the store said to this very request, no guess.
 * </ul>
 *
 * A store whose own rules can be read implements {@link io.weft.spi.storage.ObjectLifecycle} as well. Thread-safe.
 */
public interface ObjectStore extends AutoCloseable {
    /**
     * The schemes of its locations.
     *
     * @return lower-case schemes, at least one
     */
    Set<String> schemes();

    /**
     * What the store can take in one request.
     *
     * @return its limits
     */
    Limits limits();

    /**
     * Looks an object up.
     *
     * @param object its location
     * @return what the store knows, empty if there is none
     */
    Optional<ObjectInfo> stat(Location object);

    /**
     * Reads a small object whole, in one request.
     *
     * @param object its location
     * @param maxBytes the most that may be read
     * @return its bytes
     * @throws StorageException {@code NOT_FOUND}, or {@code TOO_LARGE} before its bytes are read
     */
    byte[] read(Location object, int maxBytes);

    /**
     * Fixes which version of an object is read, in one request.
     *
     * @param object its location
     * @param tail how many of its last bytes are welcome with the answer
     * @return the version
     * @throws StorageException {@code NOT_FOUND} if there is none
     */
    Version open(Location object, int tail);

    /**
     * Reads bytes of one version.
     *
     * @param object its location
     * @param version what {@link #open} told
     * @param position offset of the first byte, within the object
     * @param target where to put them
     * @param offset index of the first byte in {@code target}
     * @param count how many, at least 1
     * @throws StorageException {@code NOT_FOUND} if that version is no longer there
     */
    void read(Location object, Version version, long position, byte[] target, int offset, int count);

    /**
     * Writes an object in one request.
     *
     * @param object its location
     * @param bytes begins with its content
     * @param count how many bytes it has, at most {@link Limits#largestPut}
     * @param precondition what must hold when it becomes visible
     * @param mark kept with the object, for {@link #written}
     * @return the store's time, as near to that of the write as the answer tells
     */
    Instant put(Location object, byte[] bytes, int count, Precondition precondition, String mark);

    /**
     * Begins an object in parts. Nothing shows before it is completed.
     *
     * @param object its location
     * @param precondition what must hold when it becomes visible
     * @param mark kept with the object, for {@link #written}
     * @return the upload
     */
    Upload begin(Location object, Precondition precondition, String mark);

    /**
     * Finds out which write an object is from. So whoever heard nothing of a write, or that an object is there already, knows
     * whether it was their own.
     *
     * @param object its location
     * @return the mark it was written with, and when; empty if there is no object, or one without a mark
     */
    Optional<Written> written(Location object);

    /**
     * Deletes an object; one that is not there is deleted already.
     *
     * @param object its location
     */
    void delete(Location object);

    /**
     * Deletes objects of one bucket in one request; those that are not there are deleted already.
     *
     * @param objects at least one, at most {@link Limits#mostDeletes}
     * @throws StorageException if one may still be there; the request is then repeated for all of them, if it is of a kind that
     *     may be
     */
    default void delete(List<Location> objects) {
        objects.forEach(this::delete);
    }

    /**
     * Lists objects below a folder, at any depth, in ascending order of the UTF-8 bytes of their keys.
     *
     * @param folder the folder
     * @param startAfter only keys (relative to the folder) strictly greater than this; empty for all
     * @param page {@link Page#next} of the answer before, null for the first
     * @return some objects and how to go on
     */
    Page list(Location folder, String startAfter, @Nullable String page);

    /**
     * Copies an object of any size inside the store.
     *
     * @param source an existing object
     * @param target where the copy goes
     * @param precondition what must hold at the target when the copy becomes visible
     * @throws StorageException {@code NOT_FOUND} for the source, {@code EXISTS} for the target
     */
    void copy(Location source, Location target, Precondition precondition);

    /**
     * Whether uploads that nobody completes stay in the store until {@link #discard} drops them.
     *
     * @return true if they can be listed and dropped
     */
    boolean keepsUnfinishedUploads();

    /**
     * Drops uploads below a folder that nobody completed, if {@link #keepsUnfinishedUploads}.
     *
     * @param folder the folder
     * @param notSince those begun at or after this time are left alone
     * @return how many were dropped
     */
    int discard(Location folder, Instant notSince);

    /** Releases clients and threads. */
    @Override
    void close();

    /**
     * What a store takes in one request.
     *
     * @param largestPut bytes of an object that is written in one request
     * @param smallestPart bytes that every part but the last must have
     * @param largestPart bytes that a part may have
     * @param mostParts parts that an object may have
     * @param inAnyOrder whether parts may be sent at once and in any order
     * @param mostDeletes objects that may be deleted by one request
     */
    record Limits(
            long largestPut, int smallestPart, long largestPart, int mostParts, boolean inAnyOrder, int mostDeletes) {}

    /**
     * One version of an object.
     *
     * @param tag how the store calls it
     * @param size its length in bytes
     * @param tail its last bytes, as many as the store sent along; never changed
     */
    @SuppressWarnings("ArrayRecordComponent") // A view of bytes that were just read, compared by nobody.
    record Version(String tag, long size, byte[] tail) {}

    /**
     * Which write an object is from.
     *
     * @param mark what {@link #put} or {@link #begin} was given
     * @param time when it was written, by the store's clock
     */
    record Written(String mark, Instant time) {}

    /**
     * A part of a listing.
     *
     * @param objects in ascending order
     * @param next how to ask for the next page, null if this is the last
     */
    record Page(List<ObjectInfo> objects, @Nullable String next) {}

    /** An object that is sent in parts. Parts may be sent by several threads if {@link Limits#inAnyOrder}. */
    interface Upload {
        /**
         * Sends a part; sending one again replaces it.
         *
         * @param number from 1 on
         * @param bytes begins with its content
         * @param count how many bytes it has
         * @return what completing needs to know of it
         */
        String send(int number, byte[] bytes, int count);

        /**
         * Makes an object of the parts, if the precondition holds. A second call after one that took effect may fail with
         * {@code EXISTS} or {@code FAILED}.
         *
         * @param parts what sending told, by number
         * @return the store's time, as near to that of the write as the answer tells
         */
        Instant complete(List<String> parts);

        /** Drops the parts. */
        void abort();
    }
}
