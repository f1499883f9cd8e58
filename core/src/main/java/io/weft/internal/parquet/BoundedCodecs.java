package io.weft.internal.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Decompresses pages that stay below a limit, because the size that a page claims for its decompressed self is
 * allocated at once and no checksum covers it. Not thread-safe.
 */
final class BoundedCodecs implements CompressionCodecFactory {
    private final CompressionCodecFactory codecs;
    private final long limit;

    BoundedCodecs(CompressionCodecFactory codecs, long limit) {
        this.codecs = codecs;
        this.limit = limit;
    }

    @Override
    public BytesInputCompressor getCompressor(CompressionCodecName codec) {
        return codecs.getCompressor(codec);
    }

    @Override
    public BytesInputDecompressor getDecompressor(CompressionCodecName codec) {
        return new Bounded(codecs.getDecompressor(codec), limit);
    }

    @Override
    public void release() {
        codecs.release();
    }

    private record Bounded(BytesInputDecompressor decompressor, long limit) implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            check(size);
            return decompressor.decompress(bytes, size);
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size) throws IOException {
            check(size);
            decompressor.decompress(input, compressedSize, output, size);
        }

        @Override
        public void release() {
            decompressor.release();
        }

        private void check(int size) throws IOException {
            if (size < 0 || size > limit) {
                throw new IOException("a page claims " + size + " bytes and its column at most " + limit);
            }
        }
    }
}
