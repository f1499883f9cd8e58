package io.weft.internal.parquet;

import io.weft.WeftException;
import io.weft.contract.Compression;
import io.weft.internal.format.FileDecoder;
import io.weft.internal.format.FileEncoder;
import io.weft.internal.format.FileFormat;
import io.weft.schema.Schema;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.conf.HadoopParquetConfiguration;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.jspecify.annotations.Nullable;

/**
 * Parquet files as every engine reads them. Equal rows and identities give equal bytes.
 *
 * <p>Every byte that rows come from is vouched for: the footer by its hash in the log, the columns by the checksums in the
 * footer, and pages by checksums of their own, for other readers and for files from before there were the others.
 *
 * <p>An encoder holds up to one row group and its compressed pages in memory, 128 MiB and a quarter more: give each about
 * 200 MiB of heap. A decoder holds one row group's wanted columns, compressed, and a page of each. Immutable and
 * thread-safe.
 */
public final class ParquetFormat implements FileFormat {
    private static final String IDENTITY_KEY = "weft.file";
    private static final long ROW_GROUP_BYTES = 128L << 20;

    /** Shared, because building one takes a lock of the whole JVM; and without defaults, which come from files. */
    private final ParquetConfiguration configuration = new HadoopParquetConfiguration(new Configuration(false));

    private final long rowGroupBytes;
    private final boolean verifyChecksums;

    /** Makes the format as it is meant to be used. */
    public ParquetFormat() {
        this(ROW_GROUP_BYTES, true);
    }

    /** For tests: small row groups, and the proof that checksums matter. */
    ParquetFormat(long rowGroupBytes, boolean verifyChecksums) {
        this.rowGroupBytes = rowGroupBytes;
        this.verifyChecksums = verifyChecksums;
    }

    @Override
    public FileEncoder encoder(Schema schema, Compression compression, String identity, StorageOutput output) {
        return new ParquetEncoder(
                schema, codec(compression), Map.of(IDENTITY_KEY, identity), output, rowGroupBytes, configuration);
    }

    @Override
    public Optional<String> identity(StorageInput input) {
        try {
            return FileFooter.read(input, "the file").extra(IDENTITY_KEY);
        } catch (StorageException e) {
            throw e;
        } catch (WeftException e) {
            // Not a Parquet file, so none of ours.
            return Optional.empty();
        }
    }

    @Override
    public FileDecoder decoder(Schema wanted, StorageInput input, String source, @Nullable String footer) {
        return ParquetDecoder.open(wanted, input, source, footer, configuration, verifyChecksums);
    }

    /**
     * Counts the rows of a file from its footer alone.
     *
     * @param input the bytes; left open
     * @param source what to call the file in errors
     * @return the number of rows
     * @throws io.weft.WeftException {@code WEFT-FILE-…} if the footer is damaged
     */
    public long rowCount(StorageInput input, String source) {
        return FileFooter.read(input, source).rows();
    }

    private static CompressionCodecName codec(Compression compression) {
        return switch (compression) {
            case SNAPPY -> CompressionCodecName.SNAPPY;
            case ZSTD -> CompressionCodecName.ZSTD;
            case GZIP -> CompressionCodecName.GZIP;
            case NONE -> CompressionCodecName.UNCOMPRESSED;
        };
    }
}
