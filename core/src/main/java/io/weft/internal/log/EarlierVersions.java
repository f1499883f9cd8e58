package io.weft.internal.log;

import io.weft.internal.hash.Sha256;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectVersion;
import io.weft.spi.storage.ObjectVersions;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.LongPredicate;

/**
 * What the store keeps of objects that were deleted or replaced behind Weft's back. Nothing is brought back but what its hash
 * proves. Of a store that keeps nothing, or does not let anybody look, there is none; so whoever asks goes on as if there were no
 * versions. Not thread-safe.
 */
public final class EarlierVersions {
    private static final Set<Kind> REFUSALS = Set.of(Kind.NOT_FOUND, Kind.ACCESS_DENIED, Kind.FAILED);

    private final Storage storage;
    private final Optional<ObjectVersions> versions;
    private Optional<StorageException> refusal = Optional.empty();

    /**
     * Makes one.
     *
     * @param storage where objects are
     */
    public EarlierVersions(Storage storage) {
        this.storage = storage;
        this.versions = storage.capability(ObjectVersions.class);
    }

    /**
     * Brings an object back under its name.
     *
     * @param object where it was
     * @param size which lengths are worth a look
     * @param sha256 the hash of its bytes
     * @param precondition {@code ABSENT} unless what is there now is known to be wrong
     * @return whether it was brought back; false if no version has that hash, or somebody else was faster
     */
    public boolean bringBack(Location object, LongPredicate size, String sha256, Precondition precondition) {
        for (ObjectVersion version : of(object)) {
            if (size.test(version.size()) && bringBack(version, sha256, precondition)) {
                return true;
            }
        }
        return false;
    }

    /** The same with a certain version. It is proven while it is copied, and does not show before. */
    boolean bringBack(ObjectVersion version, String sha256, Precondition precondition) {
        Optional<StorageInput> opened = ask(ObjectVersions::open, version);
        if (opened.isEmpty()) {
            return false;
        }
        try (StorageInput input = opened.get();
                StorageOutput output = storage.create(version.object(), precondition)) {
            if (!Sha256.ofCopy(input, output).equals(sha256)) {
                return false;
            }
            output.commit();
            return true;
        } catch (StorageException e) {
            // Somebody else was faster, or the version was purged meanwhile.
            if (e.kind() == Kind.EXISTS || e.kind() == Kind.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    /** The versions of an object, newest first. */
    List<ObjectVersion> of(Location object) {
        return ask(ObjectVersions::versions, object).orElse(List.of());
    }

    /** The bytes of a version; empty if it is gone, or larger than this. */
    Optional<byte[]> read(ObjectVersion version, int maxBytes) {
        if (version.size() > maxBytes) {
            return Optional.empty();
        }
        return ask(ObjectVersions::open, version).map(opened -> {
            try (StorageInput input = opened) {
                byte[] bytes = new byte[(int) input.length()];
                input.readFully(0, bytes, 0, bytes.length);
                return bytes;
            }
        });
    }

    /**
     * Why the store did not let anybody look, the last time that it did not.
     *
     * @return what it said, empty if it always did
     */
    public Optional<StorageException> refusal() {
        return refusal;
    }

    private <A, T> Optional<T> ask(BiFunction<ObjectVersions, A, T> question, A about) {
        try {
            return versions.map(asked -> question.apply(asked, about));
        } catch (StorageException e) {
            if (!REFUSALS.contains(e.kind())) {
                throw e;
            }
            if (e.kind() != Kind.NOT_FOUND) {
                refusal = Optional.of(e);
            }
            return Optional.empty();
        }
    }
}
