package io.weft.internal.contract;

/**
 * Where something stands in the file. Immutable.
 *
 * @param line from 1; 0 if it does not come from a file
 * @param column in characters, from 1; 0 if it does not come from a file
 */
record Place(int line, int column) {
    static final Place NONE = new Place(0, 0);
    static final Place START = new Place(1, 1);

    /** The place right behind a text, with the line breaks that YAML knows. */
    static Place after(CharSequence text) {
        int line = 1;
        int column = 1;
        int previous = 0;
        for (int c : text.codePoints().toArray()) {
            boolean secondHalf = c == '\n' && previous == '\r';
            if (c == '\r' || (c == '\n' && !secondHalf)) {
                line++;
                column = 1;
            } else if (!secondHalf) {
                column++;
            }
            previous = c;
        }
        return new Place(line, column);
    }
}
