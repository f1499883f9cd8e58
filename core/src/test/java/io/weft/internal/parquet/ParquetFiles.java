package io.weft.internal.parquet;

import io.weft.contract.Compression;
import io.weft.fixture.BytesInput;
import io.weft.fixture.BytesOutput;
import io.weft.fixture.RandomSchemas.Table;
import io.weft.internal.format.FileDecoder;
import io.weft.internal.format.FileEncoder;
import io.weft.schema.Schema;
import java.util.ArrayList;
import java.util.List;

/** Whole files in memory, for tests. */
final class ParquetFiles {
    static final String SOURCE = "memory://test/file.parquet";

    private ParquetFiles() {}

    static byte[] write(Table table) {
        return write(new ParquetFormat(), table, Compression.SNAPPY);
    }

    static byte[] write(ParquetFormat format, Table table, Compression compression) {
        BytesOutput output = new BytesOutput();
        try (FileEncoder encoder = format.encoder(table.schema(), compression, "test", output)) {
            table.rows().forEach(encoder::write);
            encoder.finish();
        }
        return output.bytes();
    }

    static int rowGroups(byte[] file) {
        return FileFooter.read(new BytesInput(file), SOURCE)
                .metadata()
                .getBlocks()
                .size();
    }

    static List<Object[]> read(Schema wanted, byte[] file) {
        return read(new ParquetFormat(), wanted, file);
    }

    static List<Object[]> read(ParquetFormat format, Schema wanted, byte[] file) {
        return read(format, wanted, file, null);
    }

    static List<Object[]> read(ParquetFormat format, Schema wanted, byte[] file, String footer) {
        List<Object[]> rows = new ArrayList<>();
        try (FileDecoder decoder = format.decoder(wanted, new BytesInput(file), SOURCE, footer)) {
            for (Object[] row = decoder.next(); row != null; row = decoder.next()) {
                rows.add(row);
            }
        }
        return rows;
    }
}
