package io.weft.internal.parquet;

import io.weft.internal.format.FileDecoder;
import io.weft.schema.Schema;
import io.weft.spi.storage.StorageInput;
import java.io.IOException;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.ParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.MessageColumnIO;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** Reads one file row by row, one row group in memory at a time. Not thread-safe. */
final class ParquetDecoder implements FileDecoder {
    private final String source;
    private final ParquetFileReader file;
    private final MessageColumnIO columns;
    private final Rows rows;
    private final @Nullable VerifiedInput verified;
    private @Nullable RecordReader<@Nullable Object[]> group;
    private long leftInGroup;

    private ParquetDecoder(
            String source,
            ParquetFileReader file,
            MessageColumnIO columns,
            Rows rows,
            @Nullable VerifiedInput verified) {
        this.source = source;
        this.file = file;
        this.columns = columns;
        this.rows = rows;
        this.verified = verified;
    }

    static ParquetDecoder open(
            Schema wanted,
            StorageInput input,
            String source,
            @Nullable String footerHash,
            ParquetConfiguration configuration,
            boolean verifyChecksums) {
        try {
            FileFooter footer = FileFooter.read(input, source, footerHash);
            MessageType requested = Projection.of(wanted, footer.schema(), source);
            ParquetReadOptions options = ParquetReadOptions.builder(configuration)
                    .usePageChecksumVerification(verifyChecksums)
                    .withCodecFactory(new ExactCodecs(configuration, footer.largestChunk()))
                    .build();
            VerifiedInput verified = verifyChecksums ? verified(input, footer, source) : null;
            StorageInputFile stream = new StorageInputFile(verified == null ? input : verified, source);
            ParquetFileReader file = new ParquetFileReader(stream, footer.metadata(), options, stream);
            file.setRequestedSchema(requested);
            MessageColumnIO columns =
                    new ColumnIOFactory(footer.createdBy()).getColumnIO(requested, footer.schema(), true);
            return new ParquetDecoder(source, file, columns, new Rows(wanted, requested), verified);
        } catch (IOException | RuntimeException e) {
            input.close();
            throw FileErrors.unreadable(source, e);
        }
    }

    /** Null for files from before there were checksums in footers. */
    private static @Nullable VerifiedInput verified(StorageInput input, FileFooter footer, String source) {
        return footer.extra(Stretches.KEY)
                .map(text -> new VerifiedInput(input, Stretches.parse(text, source), source))
                .orElse(null);
    }

    @Override
    public @Nullable Object @Nullable [] next() {
        try {
            RecordReader<@Nullable Object[]> current = group;
            while (current == null || leftInGroup == 0) {
                PageReadStore pages = file.readNextRowGroup();
                if (pages == null) {
                    return null;
                }
                if (verified != null) {
                    verified.requireWhole();
                }
                current = columns.getRecordReader(pages, rows);
                group = current;
                leftInGroup = pages.getRowCount();
            }
            leftInGroup--;
            return current.read();
        } catch (IOException | RuntimeException e) {
            throw FileErrors.unreadable(source, e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw FileErrors.unreadable(source, e);
        }
    }

    /** Collects each row from the converters. */
    private static final class Rows extends RecordMaterializer<@Nullable Object[]> {
        private final RowConverter root;
        private @Nullable Object[] current = {};

        Rows(Schema wanted, MessageType requested) {
            this.root = new RowConverter(wanted.fields(), requested, row -> current = (@Nullable Object[]) row);
        }

        @Override
        public @Nullable Object[] getCurrentRecord() {
            return current;
        }

        @Override
        public GroupConverter getRootConverter() {
            return root;
        }
    }
}
