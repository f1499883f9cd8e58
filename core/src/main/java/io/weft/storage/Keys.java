package io.weft.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.util.Comparator;
import java.util.Set;

/** What both storages say about keys: their order, the names kept for temporary files, the schemes. Stateless. */
final class Keys {
    /** Every segment of a key that begins so belongs to the storage. */
    static final String RESERVED = ".weft-tmp-";

    /** The order of the UTF-8 bytes, which is the order of code points but not that of {@code char}s. */
    static final Comparator<String> ORDER = Keys::compare;

    private Keys() {}

    static boolean isReserved(Location location) {
        return ("/" + location.path()).contains("/" + RESERVED);
    }

    static void requireScheme(Location location, Set<String> schemes) {
        if (!schemes.contains(location.scheme())) {
            throw new StorageException(
                    Kind.INVALID,
                    location + " is not served by this storage, which knows " + schemes
                            + ". Ask the storage of its own scheme",
                    null);
        }
    }

    static void requireWritable(Location location) {
        if (location.path().isEmpty()) {
            throw new StorageException(
                    Kind.INVALID, location + " is a root and cannot be an object. Add a name to it", null);
        }
        if (isReserved(location)) {
            throw new StorageException(
                    Kind.INVALID,
                    location + " cannot be an object: names that begin with '" + RESERVED
                            + "' are kept for temporary files. Choose another name",
                    null);
        }
    }

    private static int compare(String left, String right) {
        int end = Math.min(left.length(), right.length());
        for (int i = 0; i < end; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                // Surrogates stand for code points above every other char.
                boolean differ = Character.isSurrogate(a) != Character.isSurrogate(b);
                return differ ? Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b)) : a - b;
            }
        }
        return left.length() - right.length();
    }
}
