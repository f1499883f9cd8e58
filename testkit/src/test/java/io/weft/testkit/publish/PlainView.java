package io.weft.testkit.publish;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import io.weft.testkit.publish.Orders.Order;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.parquet.avro.AvroParquetReader;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.io.DelegatingSeekableInputStream;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.SeekableInputStream;

/** What parquet-java finds in a product's folder. */
public final class PlainView {
    private PlainView() {}

    /**
     * What is found by listing the folder.
     *
     * @param storage where the product lives
     * @param folder its location
     * @return the rows of all Parquet files
     */
    public static List<Order> read(Storage storage, Location folder) {
        List<Order> orders = new ArrayList<>();
        for (ObjectInfo object : storage.list(folder, "")) {
            if (object.location().name().endsWith(".parquet")) {
                orders.addAll(rows(storage.read(object.location(), 1 << 20)));
            }
        }
        return orders;
    }

    /** What Hive and its like find by an unpartitioned product's manifest; nothing if there is none. */
    static List<Order> readManifest(Storage storage, Location folder) {
        Location manifest = folder.resolve("_symlink_format_manifest/manifest");
        if (storage.stat(manifest).isEmpty()) {
            return List.of();
        }
        List<Order> orders = new ArrayList<>();
        new String(storage.read(manifest, 1 << 20), StandardCharsets.UTF_8)
                .lines()
                .forEach(file -> orders.addAll(rows(storage.read(Location.of(file), 1 << 20))));
        return orders;
    }

    private static List<Order> rows(byte[] file) {
        List<Order> orders = new ArrayList<>();
        try (ParquetReader<GenericRecord> reader = AvroParquetReader.<GenericRecord>builder(
                        new BytesFile(file), new PlainParquetConfiguration())
                // Else a Hadoop configuration is read for each file, which takes longer than all the rest.
                .withDataModel(GenericData.get())
                .build()) {
            for (GenericRecord row = reader.read(); row != null; row = reader.read()) {
                orders.add(new Order((Integer) row.get("publication"), (Integer) row.get("number")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return orders;
    }

    private static final class BytesFile implements InputFile {
        private final byte[] bytes;

        BytesFile(byte[] bytes) {
            this.bytes = bytes;
        }

        @Override
        public long getLength() {
            return bytes.length;
        }

        @Override
        public SeekableInputStream newStream() {
            SeekableBytes input = new SeekableBytes(bytes);
            return new DelegatingSeekableInputStream(input) {
                @Override
                public long getPos() {
                    return input.position();
                }

                @Override
                public void seek(long position) {
                    input.seek(position);
                }
            };
        }
    }

    private static final class SeekableBytes extends ByteArrayInputStream {
        SeekableBytes(byte[] bytes) {
            super(bytes);
        }

        synchronized long position() {
            return pos;
        }

        synchronized void seek(long position) {
            pos = (int) position;
        }
    }
}
