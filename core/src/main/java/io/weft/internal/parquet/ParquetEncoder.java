package io.weft.internal.parquet;

import io.weft.internal.format.FileEncoder;
import io.weft.schema.Schema;
import io.weft.spi.storage.StorageOutput;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.api.RecordConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Writes one file row by row. Buffers one row group, encoded but not yet compressed, then its compressed pages. Not
 * thread-safe.
 */
final class ParquetEncoder implements FileEncoder {
    private static final int PAGE_BYTES = 1 << 20;
    /** The compressor's buffer grows when a page needs it; a thousand small files may be open at once. */
    private static final int FIRST_BUFFER_BYTES = 8 << 10;

    private final HashingOutput output;
    private final CompressionCodecFactory codecs;
    private final ParquetWriter<@Nullable Object[]> writer;
    private long rows;
    private boolean released;

    ParquetEncoder(
            Schema schema,
            CompressionCodecName codec,
            Map<String, String> metadata,
            StorageOutput output,
            long rowGroupBytes,
            ParquetConfiguration configuration) {
        this.output = new HashingOutput(output);
        this.codecs = new CodecFactory(configuration, FIRST_BUFFER_BYTES);
        try {
            this.writer = new Builder(this.output, new Rows(schema, metadata, this.output))
                    .withConf(configuration)
                    .withCodecFactory(codecs)
                    .withCompressionCodec(codec)
                    .withRowGroupSize(rowGroupBytes)
                    .withPageSize(PAGE_BYTES)
                    .withDictionaryEncoding(true)
                    .withPageWriteChecksumEnabled(true)
                    .withValidation(false)
                    .withAllocator(new PageMemory())
                    .build();
        } catch (IOException | RuntimeException e) {
            close();
            throw FileErrors.unwritable(e);
        }
    }

    @Override
    public void write(@Nullable Object[] row) {
        try {
            writer.write(row);
            rows++;
        } catch (IOException | RuntimeException e) {
            throw FileErrors.unwritable(e);
        }
    }

    @Override
    public long estimatedSize() {
        return writer.getDataSize();
    }

    @Override
    public EncodedFile finish() {
        try {
            writer.close();
        } catch (IOException | RuntimeException e) {
            throw FileErrors.unwritable(e);
        } finally {
            close();
        }
        return new EncodedFile(output.getPos(), rows, output.sha256Hex(), output.footerSha256Hex());
    }

    /** Leaves the Parquet writer open on purpose: closing that would compress and write what nobody wants. */
    @Override
    public void close() {
        if (!released) {
            released = true;
            codecs.release();
        }
    }

    private static final class Builder extends ParquetWriter.Builder<@Nullable Object[], Builder> {
        private final Rows rows;

        Builder(HashingOutput output, Rows rows) {
            super(output);
            this.rows = rows;
        }

        @Override
        protected Builder self() {
            return this;
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, and called by nobody
        protected WriteSupport<@Nullable Object[]> getWriteSupport(Configuration configuration) {
            return rows;
        }

        @Override
        protected WriteSupport<@Nullable Object[]> getWriteSupport(ParquetConfiguration configuration) {
            return rows;
        }
    }

    /** Hands rows to Parquet. */
    private static final class Rows extends WriteSupport<@Nullable Object[]> {
        private final Schema schema;
        private final Map<String, String> metadata;
        private final HashingOutput output;
        private final RowWriter writer;
        private @Nullable RecordConsumer out;

        Rows(Schema schema, Map<String, String> metadata, HashingOutput output) {
            this.schema = schema;
            this.metadata = metadata;
            this.output = output;
            this.writer = RowWriter.of(schema.fields());
        }

        @Override
        @SuppressWarnings("deprecation") // abstract, and called by nobody
        public WriteContext init(Configuration configuration) {
            return context();
        }

        @Override
        public WriteContext init(ParquetConfiguration configuration) {
            return context();
        }

        private WriteContext context() {
            return new WriteContext(ParquetTypes.message(schema), metadata);
        }

        @Override
        public void prepareForWrite(RecordConsumer consumer) {
            out = consumer;
        }

        @Override
        public void write(@Nullable Object[] row) {
            RecordConsumer consumer = Objects.requireNonNull(out, "prepareForWrite comes first");
            consumer.startMessage();
            writer.write(consumer, row);
            consumer.endMessage();
        }

        /** Called when every row group is written and the footer is not. */
        @Override
        public FinalizedWriteContext finalizeWrite() {
            return new FinalizedWriteContext(Map.of(Stretches.KEY, output.endOfColumns()));
        }
    }
}
