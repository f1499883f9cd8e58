package io.weft.internal.hash;

import java.security.SecureRandom;
import java.util.HexFormat;

/** Names that nobody else has. */
public final class Names {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 6;

    private Names() {}

    /**
     * Tells whether a text may be a name that was made here.
     *
     * @param text any text
     * @return true for 12 lower-case hexadecimal digits
     */
    public static boolean isName(String text) {
        return text.length() == 2 * BYTES
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }

    /**
     * Makes a name.
     *
     * @return 12 lower-case hexadecimal digits
     */
    public static String random() {
        byte[] name = new byte[BYTES];
        RANDOM.nextBytes(name);
        return HexFormat.of().formatHex(name);
    }
}
