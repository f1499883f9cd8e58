package io.weft.internal.parquet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import org.apache.hadoop.io.compress.CodecPool;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.Decompressor;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.CodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;
import org.xerial.snappy.Snappy;

/**
 * Decompresses pages to exactly the size that they claim. No checksum covers that claim: Parquet would allocate a huge
 * one, and cut a page at a small one, which can end in wrong rows. Not thread-safe.
 */
final class ExactCodecs extends CodecFactory {
    private final long limit;

    /**
     * Makes the codecs for one file.
     *
     * @param limit the most bytes that a page of the file can have
     */
    ExactCodecs(ParquetConfiguration configuration, long limit) {
        super(configuration, 0);
        this.limit = limit;
    }

    @Override
    @SuppressWarnings("deprecation") // the factory has no other way in
    protected BytesDecompressor createDecompressor(CompressionCodecName name) {
        CompressionCodec codec = getCodec(name);
        if (codec == null) {
            return new Plain(limit);
        }
        return name == CompressionCodecName.SNAPPY ? new SnappyBlock(limit) : new Stream(codec, limit);
    }

    /** What the codecs have in common. */
    @SuppressWarnings("deprecation") // the factory takes nothing else
    private abstract static class Exact extends BytesDecompressor {
        private final long limit;

        Exact(long limit) {
            this.limit = limit;
        }

        /** Decompresses a page of a possible size; anything but that size is a failure. */
        abstract BytesInput exactly(BytesInput page, int size) throws IOException;

        @Override
        public final BytesInput decompress(BytesInput page, int size) throws IOException {
            check(size >= 0 && size <= limit, size);
            return exactly(page, size);
        }

        @Override
        public final void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size)
                throws IOException {
            ByteBuffer page = input.slice(input.position(), compressedSize);
            output.put(decompress(BytesInput.from(page), size).toInputStream().readAllBytes());
            input.position(input.position() + compressedSize);
        }

        @Override
        public void release() {}

        static void check(boolean exact, int size) throws IOException {
            if (!exact) {
                throw new IOException("a page claims to have " + size + " bytes, and does not");
            }
        }
    }

    private static final class Plain extends Exact {
        Plain(long limit) {
            super(limit);
        }

        @Override
        BytesInput exactly(BytesInput page, int size) throws IOException {
            check(page.size() == size, size);
            return page;
        }
    }

    /** Not by way of a stream, because Parquet's for Snappy cannot be asked whether it is at its end. */
    private static final class SnappyBlock extends Exact {
        SnappyBlock(long limit) {
            super(limit);
        }

        @Override
        BytesInput exactly(BytesInput page, int size) throws IOException {
            byte[] compressed = page.toInputStream().readAllBytes();
            check(Snappy.uncompressedLength(compressed) == size, size);
            return BytesInput.from(Snappy.uncompress(compressed));
        }
    }

    private static final class Stream extends Exact {
        private final CompressionCodec codec;
        private final @Nullable Decompressor decompressor;

        Stream(CompressionCodec codec, long limit) {
            super(limit);
            this.codec = codec;
            this.decompressor = CodecPool.getDecompressor(codec);
        }

        @Override
        BytesInput exactly(BytesInput page, int size) throws IOException {
            if (decompressor != null) {
                decompressor.reset();
            }
            byte[] bytes = new byte[size];
            try (InputStream in = codec.createInputStream(page.toInputStream(), decompressor)) {
                check(in.readNBytes(bytes, 0, size) == size && in.read() < 0, size);
            }
            return BytesInput.from(bytes);
        }

        @Override
        public void release() {
            if (decompressor != null) {
                CodecPool.returnDecompressor(decompressor);
            }
        }
    }
}
