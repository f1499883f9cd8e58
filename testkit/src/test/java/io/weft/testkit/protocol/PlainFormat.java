package io.weft.testkit.protocol;

import io.weft.contract.Compression;
import io.weft.internal.format.FileDecoder;
import io.weft.internal.format.FileEncoder;
import io.weft.internal.format.FileFormat;
import io.weft.schema.Field;
import io.weft.schema.Schema;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Files of plain bytes for rows that begin with an {@code int}: an identity and that number of each row, so that a
 * schedule is dominated by the protocol and not by encoding.
 */
final class PlainFormat implements FileFormat {
    @Override
    public FileEncoder encoder(Schema schema, Compression compression, String identity, StorageOutput output) {
        return new Encoder(identity, output);
    }

    @Override
    public Optional<String> identity(StorageInput input) {
        return Optional.of(PlainFile.read(input).identity());
    }

    @Override
    public FileDecoder decoder(Schema wanted, StorageInput input, String source, @Nullable String footer) {
        try (input) {
            return new Decoder(wanted, PlainFile.read(input));
        }
    }

    /**
     * What a file holds.
     *
     * @param identity the text it was written with
     * @param rows the first field of each row
     */
    record PlainFile(String identity, List<Integer> rows) {
        static PlainFile read(StorageInput input) {
            byte[] bytes = new byte[(int) input.length()];
            input.readFully(0, bytes, 0, bytes.length);
            return of(bytes);
        }

        static PlainFile of(byte[] bytes) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            byte[] identity = new byte[buffer.getInt()];
            buffer.get(identity);
            int[] rows = new int[buffer.remaining() / Integer.BYTES];
            buffer.asIntBuffer().get(rows);
            return new PlainFile(
                    new String(identity, StandardCharsets.UTF_8),
                    Arrays.stream(rows).boxed().toList());
        }
    }

    private static final class Encoder implements FileEncoder {
        private final StorageOutput output;
        private final ByteBuffer buffer;
        private long rows;

        Encoder(String identity, StorageOutput output) {
            byte[] name = identity.getBytes(StandardCharsets.UTF_8);
            this.output = output;
            this.buffer = ByteBuffer.allocate(1024).putInt(name.length).put(name);
        }

        @Override
        public void write(@Nullable Object[] row) {
            if (row[0] instanceof Integer first) {
                buffer.putInt(first);
                rows++;
            } else {
                throw new IllegalArgumentException("rows of this format begin with an int");
            }
        }

        @Override
        public long estimatedSize() {
            return buffer.position();
        }

        @Override
        public EncodedFile finish() {
            byte[] bytes = new byte[buffer.position()];
            buffer.flip().get(bytes);
            output.write(bytes, 0, bytes.length);
            return new EncodedFile(bytes.length, rows, Hash.of(bytes), null);
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    private static final class Decoder implements FileDecoder {
        private final List<Field> fields;
        private final List<Integer> rows;
        private int next;

        Decoder(Schema wanted, PlainFile file) {
            this.fields = wanted.fields();
            this.rows = file.rows();
        }

        @Override
        public @Nullable Object @Nullable [] next() {
            if (next == rows.size()) {
                return null;
            }
            @Nullable Object[] row = new @Nullable Object[fields.size()];
            row[0] = rows.get(next++);
            return row;
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
