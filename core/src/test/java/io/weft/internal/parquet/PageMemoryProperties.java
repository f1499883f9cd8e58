package io.weft.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class PageMemoryProperties {
    /** Each number asks for memory of that size, or gives back the oldest if it is even. */
    @Property
    void nobodyGetsMemoryThatAnotherStillHas(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 1 << 20) Integer> steps) {
        PageMemory memory = new PageMemory();
        List<ByteBuffer> lent = new ArrayList<>();
        for (int step : steps) {
            if (step % 2 == 0 && !lent.isEmpty()) {
                ByteBuffer returned = lent.remove(0);
                assertFilled(returned);
                memory.release(returned);
                memory.release(returned); // The second time it may be another's.
            } else {
                ByteBuffer buffer = memory.allocate(step);
                assertThat(buffer.capacity()).isEqualTo(step);
                assertThat(buffer.remaining()).isEqualTo(step);
                fill(buffer);
                lent.add(buffer);
            }
            lent.forEach(PageMemoryProperties::assertFilled);
        }
    }

    @Property
    void itNeverHoldsMoreThanWasNeededAtOnce(
            @ForAll @Size(max = 200) List<@IntRange(min = 64 << 10, max = 4 << 20) Integer> steps) {
        PageMemory memory = new PageMemory();
        List<ByteBuffer> lent = new ArrayList<>();
        long most = 0;
        for (int step : steps) {
            if (step % 2 == 0 && !lent.isEmpty()) {
                memory.release(lent.remove(0));
            } else {
                lent.add(memory.allocate(step));
            }
            most = Math.max(most, lent.stream().mapToLong(ByteBuffer::capacity).sum());
        }

        assertThat(memory.held()).isLessThanOrEqualTo(most + most / 8);
    }

    @Property
    void whatWasGivenBackIsUsedAgain(@ForAll @IntRange(min = 64 << 10, max = 4 << 20) int size) {
        PageMemory memory = new PageMemory();
        ByteBuffer first = memory.allocate(size);
        first.put(0, (byte) 7);
        memory.release(first);

        assertThat(memory.allocate(size).get(0)).isEqualTo((byte) 7);
    }

    private static void fill(ByteBuffer buffer) {
        if (buffer.capacity() > 0) {
            byte mark = (byte) System.identityHashCode(buffer);
            buffer.put(0, mark).put(buffer.capacity() - 1, mark);
        }
    }

    private static void assertFilled(ByteBuffer buffer) {
        if (buffer.capacity() > 0) {
            byte mark = (byte) System.identityHashCode(buffer);
            assertThat(buffer.get(0)).isEqualTo(mark);
            assertThat(buffer.get(buffer.capacity() - 1)).isEqualTo(mark);
        }
    }
}
