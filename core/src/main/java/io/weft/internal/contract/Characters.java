package io.weft.internal.contract;

import java.util.OptionalInt;

/** Which characters a contract may have, and how foreign text is shown. */
final class Characters {
    private Characters() {}

    /** The index of the first character that is not allowed in a contract. */
    static OptionalInt firstForbidden(String text) {
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (isForbidden(text.codePointAt(i))) {
                return OptionalInt.of(i);
            }
        }
        return OptionalInt.empty();
    }

    /** One line without anything invisible, at most so many characters long. */
    static String printable(String text, int most) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length() && shown.length() < most; i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            if (isInvisible(c)) {
                shown.append("\\u%04x".formatted(c));
            } else {
                shown.appendCodePoint(c);
            }
        }
        return text.length() > most ? shown.append('…').toString() : shown.toString();
    }

    private static boolean isForbidden(int c) {
        boolean layout = c == '\n' || c == '\r' || c == '\t';
        return (Character.isISOControl(c) && !layout)
                || isBidi(c)
                || c == '\u2028'
                || c == '\u2029'
                || c == '\uFEFF'
                || (c & 0xFFFE) == 0xFFFE
                || Character.getType(c) == Character.SURROGATE;
    }

    private static boolean isBidi(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }

    private static boolean isInvisible(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT || isForbidden(c);
    }
}
