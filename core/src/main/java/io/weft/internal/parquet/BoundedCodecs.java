package io.weft.internal.parquet;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.compression.CompressionCodecFactory;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * Decompresses pages whose claimed size is possible. No checksum covers that size, and it is allocated at once. Not thread-safe.
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
        BytesInputDecompressor decompressor = codecs.getDecompressor(codec);
        return new Bounded(decompressor, limit, codec == CompressionCodecName.UNCOMPRESSED);
    }

    @Override
    public void release() {
        codecs.release();
    }

    private record Bounded(BytesInputDecompressor decompressor, long limit, boolean sameSize)
            implements BytesInputDecompressor {
        @Override
        public BytesInput decompress(BytesInput bytes, int size) throws IOException {
            check(bytes.size(), size);
            return decompressor.decompress(bytes, size);
        }

        @Override
        public void decompress(ByteBuffer input, int compressedSize, ByteBuffer output, int size) throws IOException {
            check(compressedSize, size);
            decompressor.decompress(input, compressedSize, output, size);
        }

        @Override
        public void release() {
            decompressor.release();
        }

        private void check(long compressedSize, int size) throws IOException {
            // Parquet itself takes compressed bytes for plain ones when the footer says that they are.
            if (sameSize && compressedSize != size) {
                throw new IOException("a page without compression claims " + size + " bytes and has " + compressedSize);
            }
            if (size < 0 || size > limit) {
                throw new IOException("a page claims " + size + " bytes and its column at most " + limit);
            }
        }
    }
}
