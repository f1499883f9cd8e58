package io.weft.internal.parquet;

import io.weft.internal.hash.Sha256;
import io.weft.spi.storage.StorageInput;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;
import org.apache.parquet.format.converter.ParquetMetadataConverter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/**
 * What a file says about itself at its end. Read and checked here and not by Parquet, which believes lengths and counts
 * and allocates what they ask for. Immutable.
 *
 * @param metadata the footer as Parquet knows it
 * @param rows how many rows the file has
 */
record FileFooter(ParquetMetadata metadata, long rows) {
    private static final int MAX_BYTES = 64 << 20;
    private static final int MAGIC_BYTES = 4;
    private static final int TRAILER_BYTES = Integer.BYTES + MAGIC_BYTES;
    private static final int MIN_FILE_BYTES = MAGIC_BYTES + TRAILER_BYTES;

    /** Those whose libraries come with Weft. */
    private static final Set<CompressionCodecName> CODECS = EnumSet.of(
            CompressionCodecName.UNCOMPRESSED,
            CompressionCodecName.SNAPPY,
            CompressionCodecName.GZIP,
            CompressionCodecName.ZSTD);

    /** Enough for most footers, so that one request is enough as well. */
    private static final int TAIL_BYTES = 32 << 10;

    static FileFooter read(StorageInput input, String source) {
        return read(input, source, null);
    }

    /** Reads a footer; if its hash is known, it is compared before a single byte is believed. */
    static FileFooter read(StorageInput input, String source, @Nullable String sha256) {
        long length = input.length();
        if (length < MIN_FILE_BYTES) {
            throw FileErrors.damaged(
                    source, "it has " + length + " bytes, and a Parquet file has at least " + MIN_FILE_BYTES);
        }
        byte[] tail = new byte[(int) Math.min(length, TAIL_BYTES)];
        input.readFully(length - tail.length, tail, 0, tail.length);
        int size = size(tail, length, source);
        int whole = size + TRAILER_BYTES;
        byte[] bytes = new byte[whole];
        if (whole <= tail.length) {
            System.arraycopy(tail, tail.length - whole, bytes, 0, whole);
        } else {
            input.readFully(length - whole, bytes, 0, whole);
        }
        if (sha256 != null && !sha256.equals(Sha256.of(bytes))) {
            throw FileErrors.damaged(source, "its footer is not the one that was published");
        }
        return parse(bytes, size, length - whole, source);
    }

    /** The hash of the footer in the end of a file: of everything from its first byte to the end. */
    static String sha256(byte[] end) {
        int size = ByteBuffer.wrap(end).order(ByteOrder.LITTLE_ENDIAN).getInt(end.length - TRAILER_BYTES);
        return Sha256.of(Arrays.copyOfRange(end, end.length - TRAILER_BYTES - size, end.length));
    }

    MessageType schema() {
        return metadata.getFileMetaData().getSchema();
    }

    String createdBy() {
        return metadata.getFileMetaData().getCreatedBy();
    }

    Optional<String> extra(String key) {
        return Optional.ofNullable(
                metadata.getFileMetaData().getKeyValueMetaData().get(key));
    }

    /** No intact page is larger when decompressed. */
    long largestChunk() {
        return metadata.getBlocks().stream()
                .flatMap(block -> block.getColumns().stream())
                .mapToLong(ColumnChunkMetaData::getTotalUncompressedSize)
                .max()
                .orElse(0);
    }

    private static int size(byte[] tail, long length, String source) {
        int magicAt = tail.length - MAGIC_BYTES;
        String magic = new String(tail, magicAt, MAGIC_BYTES, StandardCharsets.ISO_8859_1);
        if (!magic.equals("PAR1")) {
            throw FileErrors.damaged(source, "it does not end with PAR1, as Parquet files do");
        }
        int size = ByteBuffer.wrap(tail).order(ByteOrder.LITTLE_ENDIAN).getInt(tail.length - TRAILER_BYTES);
        if (size <= 0 || size > length - MIN_FILE_BYTES) {
            throw FileErrors.damaged(
                    source,
                    "it gives its footer " + Integer.toUnsignedString(size) + " bytes and has " + length + " itself");
        }
        if (size > MAX_BYTES) {
            throw FileErrors.damaged(source, "it gives its footer " + size + " bytes, more than " + MAX_BYTES);
        }
        return size;
    }

    private static FileFooter parse(byte[] bytes, int size, long dataEnd, String source) {
        try {
            // The limit keeps the lists' announced lengths, for which Thrift allocates, below the footer's own.
            FileMetaData thrift = Util.readFileMetaData(new ByteArrayInputStream(bytes, 0, size), size);
            ParquetMetadata metadata = new ParquetMetadataConverter().fromParquetMetadata(thrift);
            FileFooter footer = new FileFooter(metadata, thrift.getNum_rows());
            footer.check(dataEnd, source);
            return footer;
        } catch (IOException | RuntimeException e) {
            throw FileErrors.unreadable(source, e);
        } catch (StackOverflowError e) {
            throw FileErrors.damaged(source, "its footer is nested without end");
        }
    }

    private void check(long dataEnd, String source) {
        long counted = 0;
        long stored = 0;
        for (BlockMetaData block : metadata.getBlocks()) {
            counted += block.getRowCount();
            for (ColumnChunkMetaData chunk : block.getColumns()) {
                checkChunk(chunk, block.getRowCount(), dataEnd, source);
                stored += chunk.getTotalSize();
            }
        }
        if (counted != rows) {
            throw FileErrors.damaged(source, "it promises " + rows + " rows and its row groups " + counted);
        }
        if (stored > dataEnd) {
            throw FileErrors.damaged(source, "its columns claim more bytes than the file has");
        }
    }

    private void checkChunk(ColumnChunkMetaData chunk, long rowCount, long dataEnd, String source) {
        long start = chunk.getStartingPos();
        long size = chunk.getTotalSize();
        if (start < MAGIC_BYTES || size < 0 || size > dataEnd - start) {
            throw FileErrors.damaged(
                    source, "column '" + chunk.getPath().toDotString() + "' is said to lie outside the data");
        }
        if (!CODECS.contains(chunk.getCodec())) {
            throw FileErrors.otherCompression(
                    source, chunk.getPath().toDotString(), chunk.getCodec().name());
        }
        ColumnDescriptor column = schema().getColumnDescription(chunk.getPath().toArray());
        long values = chunk.getValueCount();
        if (column.getMaxRepetitionLevel() == 0 ? values != rowCount : values < rowCount) {
            throw FileErrors.damaged(
                    source,
                    "column '" + chunk.getPath().toDotString() + "' has " + values + " values in a group of " + rowCount
                            + " rows");
        }
    }
}
