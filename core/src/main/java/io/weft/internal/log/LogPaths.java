package io.weft.internal.log;

import io.weft.spi.storage.Location;
import java.util.Locale;

/**
 * Where things are below an output location.
 *
 * @param root the output location
 */
public record LogPaths(Location root) {
    /** The folder that belongs to Weft; engines skip names that begin with an underscore. */
    public static final String FOLDER = "_weft";

    private static final int SLOT_DIGITS = 20;
    private static final String SLOT_SUFFIX = ".json";

    /**
     * The file that says that this is a product's location.
     *
     * @return its location
     */
    public Location format() {
        return home().resolve("format.json");
    }

    Location log() {
        return home().resolve("log");
    }

    Location slot(long version) {
        return log().resolve(slotName(version));
    }

    Location content(String kind, String id) {
        return home().resolve(kind).resolve(id);
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

    private Location home() {
        return root.resolve(FOLDER);
    }

    static String slotName(long version) {
        return String.format(Locale.ROOT, "%0" + SLOT_DIGITS + "d", version) + SLOT_SUFFIX;
    }

    /** The version of a slot's name, or -1 if it is no slot. */
    static long versionOf(String name) {
        if (name.length() != SLOT_DIGITS + SLOT_SUFFIX.length() || !name.endsWith(SLOT_SUFFIX)) {
            return -1;
        }
        String digits = name.substring(0, SLOT_DIGITS);
        return digits.chars().allMatch(c -> c >= '0' && c <= '9') ? parse(digits) : -1;
    }

    private static long parse(String digits) {
        try {
            return Long.parseLong(digits);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
