package io.weft.internal.log;

import io.weft.spi.storage.Location;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where things are below an output location.
 *
 * @param root the output location
 */
public record LogPaths(Location root) {
    /** The folder that belongs to Weft; engines skip names that begin with an underscore. */
    public static final String FOLDER = "_weft";

    private static final Pattern DATA_FILE = Pattern.compile(FOLDER + "/data/([^/]+/[^/]+)-[0-9]+\\.pq");

    private static final int SLOT_DIGITS = 20;
    private static final String SLOT_SUFFIX = ".json";

    /**
     * The folder that belongs to Weft.
     *
     * @return its location
     */
    public Location own() {
        return root.resolve(FOLDER);
    }

    /**
     * The file that says that this is a product's location.
     *
     * @return its location
     */
    public Location format() {
        return below("format.json");
    }

    /**
     * The folder of the log.
     *
     * @return its location
     */
    public Location log() {
        return below("log");
    }

    /**
     * The slot of a version.
     *
     * @param version its number
     * @return its location
     */
    public Location slot(long version) {
        return below("log/" + slotName(version));
    }

    /** Says where a cold start may begin to look; advice that is verified. */
    Location hint() {
        return below("hint");
    }

    /**
     * The folder of checkpoints.
     *
     * @return its location
     */
    public Location checkpoints() {
        return below("ckpt");
    }

    Location checkpoint(CheckpointRef reference) {
        return checkpoints().resolve(number(reference.version()) + "-" + reference.sha256());
    }

    /**
     * The folder of the lists that checkpoints consist of.
     *
     * @return its location
     */
    public Location chunks() {
        return below("man");
    }

    /** The checkpoint that a name in the folder of checkpoints stands for, empty if it stands for none. */
    static Optional<CheckpointRef> checkpointOf(String name) {
        int dash = name.indexOf('-');
        long version = dash < 0 ? -1 : numberOf(name.substring(0, dash));
        return version < 0 ? Optional.empty() : Optional.of(new CheckpointRef(version, name.substring(dash + 1)));
    }

    Location chunk(String sha256) {
        return chunks().resolve(sha256);
    }

    /**
     * The folder of all staged and committed data files.
     *
     * @return its location
     */
    public Location data() {
        return below("data");
    }

    /**
     * The folder of pins.
     *
     * @return its location
     */
    public Location pins() {
        return below("pins");
    }

    /**
     * The folder where those who make the view say so.
     *
     * @return its location
     */
    public Location view() {
        return below("view");
    }

    /**
     * The folder of all followers' cursors.
     *
     * @return its location
     */
    public Location cursors() {
        return below("cursors");
    }

    /**
     * The folder of one follower's cursor.
     *
     * @param follower the follower's name
     * @return its location
     */
    public Location cursor(String follower) {
        return cursors().resolve(follower);
    }

    /**
     * A folder for objects that are written only to ask the store what time it is.
     *
     * @return its location
     */
    public Location clock() {
        return below("clock");
    }

    /**
     * Where a schema or a contract is.
     *
     * @param kind {@code schema} or {@code contract}
     * @param id its id
     * @return its location
     */
    public Location content(String kind, String id) {
        return below(kind + "/" + id);
    }

    /**
     * Where one attempt of a transaction puts its files. Attempts never share a name, so that what one leaves behind
     * can be removed without looking at another.
     *
     * @param txn the transaction
     * @param attempt the attempt's random name
     * @param number number of the file, from 0
     * @return a path relative to the output location
     */
    public static String dataFile(String txn, String attempt, int number) {
        return FOLDER + "/data/" + txn + "/" + attempt + "-" + number + ".pq";
    }

    /**
     * The attempt that a staged file belongs to: {@code <txn>/<attempt>}.
     *
     * @param dataFile a path that {@link #dataFile} made
     * @return the attempt, empty if the path is none of those
     */
    public static Optional<String> attemptOf(String dataFile) {
        Matcher matcher = DATA_FILE.matcher(dataFile);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private Location below(String path) {
        return own().resolve(path);
    }

    /**
     * The name of a number in listings that sort by it.
     *
     * @param number the number, not negative
     * @return its digits
     */
    public static String number(long number) {
        String digits = Long.toString(number);
        return "0".repeat(SLOT_DIGITS - digits.length()) + digits;
    }

    static String slotName(long version) {
        return number(version) + SLOT_SUFFIX;
    }

    /** The version of a slot's name, or -1 if it is no slot. */
    static long versionOf(String name) {
        if (name.length() != SLOT_DIGITS + SLOT_SUFFIX.length() || !name.endsWith(SLOT_SUFFIX)) {
            return -1;
        }
        return numberOf(name.substring(0, SLOT_DIGITS));
    }

    /**
     * The number of a name that {@link #number} made.
     *
     * @param digits the name
     * @return its number, or -1 if it is none
     */
    public static long numberOf(String digits) {
        boolean number = digits.length() == SLOT_DIGITS && digits.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? parse(digits) : -1;
    }

    private static long parse(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
