package io.weft.internal.parquet;

import java.util.Arrays;

/**
 * CRC32C of every stretch of a file up to its footer, without gaps from its first byte. A stretch ends wherever Parquet
 * asked for its position while it wrote. That is how it learns where columns begin, so each column chunk is made of whole
 * stretches. Pages have checksums of their own, but those leave out the pages' headers, and a header says how its page is
 * to be understood. Immutable.
 */
final class Stretches {
    /** Under which key a footer has them. */
    static final String KEY = "weft.stretches";

    private static final int HEX = 16;

    private final long[] ends;
    private final int[] sums;

    private Stretches(long[] ends, int[] sums) {
        this.ends = ends;
        this.sums = sums;
    }

    /** Adds a stretch to a text that {@link #parse} reads. */
    static void append(StringBuilder text, long length, int sum) {
        text.append(text.isEmpty() ? "" : " ").append(length).append(':').append(Integer.toHexString(sum));
    }

    static Stretches parse(String text, String source) {
        String[] items = text.split(" ", -1);
        long[] ends = new long[items.length];
        int[] sums = new int[items.length];
        long end = 0;
        try {
            for (int i = 0; i < items.length; i++) {
                int colon = items[i].indexOf(':');
                end += Long.parseUnsignedLong(items[i].substring(0, colon));
                ends[i] = end;
                sums[i] = Integer.parseUnsignedInt(items[i].substring(colon + 1), HEX);
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            throw FileErrors.damaged(source, "its footer has no readable checksums");
        }
        return new Stretches(ends, sums);
    }

    /** The stretch that begins at a position, or a negative number if none does. */
    int beginningAt(long position) {
        if (position == 0) {
            return 0;
        }
        int before = Arrays.binarySearch(ends, position);
        return before < 0 || before == ends.length - 1 ? -1 : before + 1;
    }

    int count() {
        return ends.length;
    }

    long end(int stretch) {
        return ends[stretch];
    }

    int sum(int stretch) {
        return sums[stretch];
    }
}
