package io.weft.internal.parquet;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.TreeMap;
import org.apache.parquet.bytes.ByteBufferAllocator;

/**
 * Memory for the pages of one file. What a page gave back the next one takes: new arrays of this size must be cleared and
 * collected, which cost a tenth of the time of writing a file. Lent and spare arrays together are never more than what was
 * once lent at a time. Not thread-safe.
 */
final class PageMemory implements ByteBufferAllocator {
    /** Smaller ones the collector handles well. */
    private static final int SMALLEST_KEPT = 64 << 10;

    private final IdentityHashMap<ByteBuffer, byte[]> lent = new IdentityHashMap<>();
    private final TreeMap<Integer, Deque<byte[]>> spare = new TreeMap<>();
    private long lentBytes;
    private long spareBytes;
    private long mostLent;

    @Override
    public ByteBuffer allocate(int size) {
        if (size < SMALLEST_KEPT) {
            return ByteBuffer.allocate(size);
        }
        byte[] array = take(rounded(size));
        // A slice, so that nobody sees the array's end as room.
        ByteBuffer buffer = ByteBuffer.wrap(array, 0, size).slice();
        lent.put(buffer, array);
        lentBytes += array.length;
        mostLent = Math.max(mostLent, lentBytes);
        return buffer;
    }

    @Override
    public void release(ByteBuffer buffer) {
        byte[] array = lent.remove(buffer);
        if (array != null) {
            lentBytes -= array.length;
            spareBytes += array.length;
            spare.computeIfAbsent(array.length, any -> new ArrayDeque<>()).push(array);
        }
    }

    @Override
    public boolean isDirect() {
        return false;
    }

    /** Bytes of all arrays that it holds. */
    long held() {
        return lentBytes + spareBytes;
    }

    /** Pages differ a little in size; so an array serves sizes of up to an eighth less. */
    private static int rounded(int size) {
        int step = Integer.highestOneBit(size) >>> 3;
        return (int) Math.min((size + step - 1L) / step * step, Integer.MAX_VALUE - 8L);
    }

    private byte[] take(int size) {
        Deque<byte[]> fitting = spare.get(size);
        if (fitting != null) {
            return pop(fitting);
        }
        while (spareBytes > 0 && held() + size > mostLent) {
            pop(spare.lastEntry().getValue());
        }
        return new byte[size];
    }

    @CanIgnoreReturnValue
    private byte[] pop(Deque<byte[]> equal) {
        byte[] array = equal.pop();
        if (equal.isEmpty()) {
            spare.remove(array.length);
        }
        spareBytes -= array.length;
        return array;
    }
}
