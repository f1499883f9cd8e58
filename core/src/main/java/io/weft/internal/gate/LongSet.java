package io.weft.internal.gate;

/** A set of longs in one array: open addressing, linear probing, at most two thirds full. Not thread-safe. */
final class LongSet {
    private static final int MAX_SLOTS = 1 << 30;

    private final String owner;
    private long[] slots = new long[1 << 10];
    private int size;
    private boolean hasZero;

    /** @param owner the fields it serves, for the error when it is full */
    LongSet(String owner) {
        this.owner = owner;
    }

    /** {@return false if the value was there} */
    boolean add(long value) {
        if (value == 0) {
            boolean added = !hasZero;
            hasZero = true;
            return added;
        }
        int slot = find(slots, value);
        if (slots[slot] == value) {
            return false;
        }
        slots[slot] = value;
        size++;
        if (size > slots.length / 3 * 2) {
            grow();
        }
        return true;
    }

    private void grow() {
        if (slots.length == MAX_SLOTS) {
            throw TooManyRows.forUnique(owner, size);
        }
        long[] larger = new long[slots.length * 2];
        for (long value : slots) {
            if (value != 0) {
                larger[find(larger, value)] = value;
            }
        }
        slots = larger;
    }

    private static int find(long[] table, long value) {
        int mask = table.length - 1;
        int slot = (int) mix(value) & mask;
        while (table[slot] != 0 && table[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** The finaliser of MurmurHash3 by Austin Appleby: every bit of the value reaches the low bits. */
    private static long mix(long value) {
        long h = value;
        h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return h ^ (h >>> 33);
    }
}
