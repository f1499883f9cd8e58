package io.weft.internal.gate;

/**
 * A set of 128-bit hashes in one array: open addressing, linear probing, at most two thirds full. The hashes are evenly
 * spread already, so their low bits are the slot. Not thread-safe.
 */
final class HashSet128 {
    private static final int MAX_LONGS = 1 << 30;

    private final String owner;
    private long[] pairs = new long[1 << 11];
    private int size;

    /** @param owner the fields it serves, for the error when it is full */
    HashSet128(String owner) {
        this.owner = owner;
    }

    /** {@return false if the hash was there} */
    boolean add(long high, long low) {
        // Two zeros mark an empty slot. That they are a hash is as likely as any collision.
        long first = high == 0 && low == 0 ? 1 : high;
        int slot = find(pairs, first, low);
        if (pairs[slot] == first && pairs[slot + 1] == low) {
            return false;
        }
        pairs[slot] = first;
        pairs[slot + 1] = low;
        size++;
        if (size > pairs.length / 3) {
            grow();
        }
        return true;
    }

    private void grow() {
        if (pairs.length == MAX_LONGS) {
            throw TooManyRows.forUnique(owner, size);
        }
        long[] larger = new long[pairs.length * 2];
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i] != 0 || pairs[i + 1] != 0) {
                int slot = find(larger, pairs[i], pairs[i + 1]);
                larger[slot] = pairs[i];
                larger[slot + 1] = pairs[i + 1];
            }
        }
        pairs = larger;
    }

    private static int find(long[] table, long high, long low) {
        int mask = table.length - 1;
        int slot = (int) (low << 1) & mask;
        while ((table[slot] != 0 || table[slot + 1] != 0) && (table[slot] != high || table[slot + 1] != low)) {
            slot = (slot + 2) & mask;
        }
        return slot;
    }
}
