package io.weft.spi.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.WeftException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Where an object or a folder lives: {@code scheme://authority/path}, checked and normalised once, here.
 *
 * <p>A location never carries credentials, empty or dot segments, backslashes or control characters, so that two locations
 * are the same place exactly when they are equal, and a prefix comparison means containment. There are no queries,
 * fragments or escapes: {@code ?}, {@code #} and percent signs are literal. {@link #of(String)} refuses the first two and
 * encoded dots and slashes all the same, because whoever writes them hopes that somebody else reads them otherwise.
 * Immutable and thread-safe.
 *
 * @param scheme the lower-case scheme, for example {@code file}, {@code s3} or {@code memory}
 * @param authority the bucket or {@code container@account}; empty for {@code file}
 * @param path the key without leading or trailing slash; empty for the root of the authority
 */
@CheckReturnValue
public record Location(String scheme, String authority, String path) implements Comparable<Location> {
    private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9+.-]{0,31}");
    private static final Pattern AUTHORITY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,254}");
    private static final Pattern CONTAINER_AT_ACCOUNT =
            Pattern.compile("[A-Za-z0-9$][A-Za-z0-9-]{0,62}@[A-Za-z0-9][A-Za-z0-9.-]{0,254}");
    private static final Pattern ENCODED_TRICK = Pattern.compile("%(2e|2f|5c|00)", Pattern.CASE_INSENSITIVE);
    private static final int MAX_PATH = 2048;

    /** Checks every part. */
    public Location {
        if (!SCHEME.matcher(scheme).matches()) {
            throw invalid(scheme + "://…", "the scheme must match " + SCHEME);
        }
        if (scheme.equals("file")) {
            require(authority.isEmpty(), scheme, "a file location has no host: write file:///folder/name");
        } else if (isAzure(scheme) && authority.indexOf('@') >= 0) {
            require(
                    CONTAINER_AT_ACCOUNT.matcher(authority).matches(),
                    scheme,
                    "expected container@account.host without password or port");
        } else {
            require(authority.indexOf('@') < 0, scheme, "user information (before '@') is not allowed in a location");
            require(AUTHORITY.matcher(authority).matches(), scheme, "the bucket name is missing or malformed");
        }
        checkPath(scheme, path);
    }

    /**
     * Parses a location.
     *
     * @param text {@code scheme://authority/path}; trailing slashes are dropped
     * @return the location
     * @throws WeftException {@code WEFT-LOCATION-001} when the text breaks a rule of this class
     */
    public static Location of(String text) {
        int colon = text.indexOf("://");
        if (colon <= 0) {
            throw invalid(text, "expected scheme://bucket/path");
        }
        String scheme = text.substring(0, colon).toLowerCase(Locale.ROOT);
        String rest = text.substring(colon + 3);
        if (rest.indexOf('?') >= 0 || rest.indexOf('#') >= 0) {
            throw invalid(scheme + "://…", "a query or fragment is not allowed in a location");
        }
        if (ENCODED_TRICK.matcher(rest).find()) {
            throw invalid(scheme + "://…", "percent-encoded dots, slashes or NULs are not allowed");
        }
        int slash = rest.indexOf('/');
        String authority = slash < 0 ? rest : rest.substring(0, slash);
        String path = slash < 0 ? "" : rest.substring(slash + 1);
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return new Location(scheme, authority, path);
    }

    /**
     * The location of a local path.
     *
     * @param path any path; made absolute and normalised first
     * @return a {@code file} location
     */
    public static Location of(Path path) {
        String text = path.toAbsolutePath()
                .normalize()
                .toString()
                .replace(path.getFileSystem().getSeparator(), "/");
        int start = 0;
        while (start < text.length() && text.charAt(start) == '/') {
            start++;
        }
        return new Location("file", "", text.substring(start));
    }

    /**
     * A place below this one.
     *
     * @param relative one or more segments separated by {@code /}; a trailing slash is dropped
     * @return the place
     * @throws WeftException {@code WEFT-LOCATION-001} when the text would leave this location or breaks another rule
     */
    public Location resolve(String relative) {
        String tail = relative;
        while (tail.endsWith("/")) {
            tail = tail.substring(0, tail.length() - 1);
        }
        if (tail.isEmpty()) {
            return this;
        }
        return new Location(scheme, authority, path.isEmpty() ? tail : path + "/" + tail);
    }

    /**
     * Tells whether this location is the folder itself or lies below it.
     *
     * @param folder the folder
     * @return true if it does
     */
    public boolean isWithin(Location folder) {
        return scheme.equals(folder.scheme)
                && authority.equals(folder.authority)
                && (folder.path.isEmpty()
                        || path.equals(folder.path)
                        || (path.startsWith(folder.path) && path.charAt(folder.path.length()) == '/'));
    }

    /**
     * The part of this location's path below a folder.
     *
     * @param folder a location that contains this one
     * @return segments separated by {@code /}, empty for the folder itself
     * @throws IllegalArgumentException when this location does not lie within the folder
     */
    public String relativeTo(Location folder) {
        if (!isWithin(folder)) {
            throw new IllegalArgumentException(this + " does not lie within " + folder);
        }
        if (path.length() == folder.path.length()) {
            return "";
        }
        return path.substring(folder.path.isEmpty() ? 0 : folder.path.length() + 1);
    }

    /**
     * The last segment.
     *
     * @return the name, empty for the root of an authority
     */
    public String name() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    /**
     * The folder that holds this location.
     *
     * @return the parent; the root of an authority is its own parent
     */
    public Location parent() {
        int slash = path.lastIndexOf('/');
        return new Location(scheme, authority, slash < 0 ? "" : path.substring(0, slash));
    }

    /**
     * The local path of a {@code file} location.
     *
     * @return the absolute path
     * @throws IllegalStateException for any other scheme
     */
    public Path toPath() {
        if (!scheme.equals("file")) {
            throw new IllegalStateException(this + " is not a local file");
        }
        boolean drive = path.length() > 1 && path.charAt(1) == ':';
        return Path.of(drive ? path : "/" + path);
    }

    @Override
    public int compareTo(Location other) {
        return toString().compareTo(other.toString());
    }

    /**
     * The location as text. {@link #of(String)} makes an equal location of it, unless the path has {@code ?}, {@code #} or an
     * encoded dot, slash or NUL ({@code %2e}): names of existing files and objects may have them, text from outside must not.
     *
     * @return {@code scheme://authority/path}
     */
    @Override
    public String toString() {
        return scheme + "://" + authority + "/" + path;
    }

    private static void checkPath(String scheme, String path) {
        require(path.length() <= MAX_PATH, scheme, "the path is longer than " + MAX_PATH + " characters");
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            require(
                    c != '\\' && !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT,
                    scheme,
                    "backslashes, control and invisible characters are not allowed");
        }
        String framed = "/" + path + "/";
        require(path.isEmpty() || !framed.contains("//"), scheme, "empty path segments (//) are not allowed");
        require(!framed.contains("/./") && !framed.contains("/../"), scheme, "'.' and '..' are not allowed");
    }

    private static boolean isAzure(String scheme) {
        return scheme.startsWith("abfs") || scheme.startsWith("wasb");
    }

    private static void require(boolean condition, String scheme, String rule) {
        if (!condition) {
            throw invalid(scheme + "://…", rule);
        }
    }

    // The text itself is not repeated: what a rule refuses may be a password or a terminal escape.
    private static WeftException invalid(String shown, String rule) {
        String safe = shown.length() > 120 || shown.chars().anyMatch(Character::isISOControl) ? "a location" : shown;
        return new WeftException(
                "WEFT-LOCATION-001",
                "'" + safe + "' is not a valid location: " + rule
                        + ". Write scheme://bucket/folder, for example s3://data/flights/");
    }
}
