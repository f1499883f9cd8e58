package io.weft.testkit.gcs;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes of an object that a download asks for. Immutable.
 *
 * @param first offset of the first one
 * @param last offset of the last one
 */
record ByteRange(int first, int last) {
    private static final Pattern HEADER = Pattern.compile("bytes=([0-9]{0,18})-([0-9]{0,18})");

    /**
     * Reads the header {@code Range}.
     *
     * @return empty for the whole object: without a header, or with one that is no single range, which HTTP says to ignore
     * @throws GcsError 416 if the object has none of the bytes
     */
    static Optional<ByteRange> of(Request request, int size) {
        Matcher range = HEADER.matcher(request.header("range").orElse(""));
        if (!range.matches() || range.group().equals("bytes=-")) {
            return Optional.empty();
        }
        if (range.group(1).isEmpty()) {
            return Optional.of(within(Math.max(0, size - Long.parseLong(range.group(2))), size - 1L, size));
        }
        long first = Long.parseLong(range.group(1));
        long last = range.group(2).isEmpty() ? size - 1L : Long.parseLong(range.group(2));
        return last < first && !range.group(2).isEmpty() ? Optional.empty() : Optional.of(within(first, last, size));
    }

    int length() {
        return last - first + 1;
    }

    private static ByteRange within(long first, long last, int size) {
        if (first >= size) {
            throw GcsError.rangeNotSatisfiable();
        }
        return new ByteRange((int) first, (int) Math.min(last, size - 1L));
    }
}
