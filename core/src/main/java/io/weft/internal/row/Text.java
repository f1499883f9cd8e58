package io.weft.internal.row;

/** Text that UTF-8 can hold. */
final class Text {
    private Text() {}

    /** Refuses half a surrogate pair: encoders would silently write a question mark. */
    static String checked(String text, String path, long row) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean pair = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!pair) {
                    throw RowErrors.refused(row, path, "holds half of a surrogate pair, which is not valid text");
                }
                i++;
            }
        }
        return text;
    }
}
