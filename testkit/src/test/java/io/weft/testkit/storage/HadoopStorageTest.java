package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import io.weft.snapshot.Rows;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.storage.HadoopStorage;
import io.weft.storage.LocalStorage;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HadoopStorageTest {
    private static final byte[] BYTES = "content".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path dir;

    /** A file system of a cluster of which nobody knows how it renames. */
    public static final class Odd extends RawLocalFileSystem {
        @Override
        public URI getUri() {
            return URI.create("odd://somewhere");
        }

        @Override
        public String getScheme() {
            return "odd";
        }
    }

    private static Storage odd() {
        return HadoopStorage.of(Map.of("fs.odd.impl", Odd.class.getName()).entrySet(), "odd");
    }

    private Location oddly(String name) {
        return new Location("odd", "somewhere", Location.of(dir.resolve(name)).path());
    }

    @ParameterizedTest
    @EnumSource
    void aFileSystemThatMayLoseAWriterIsNotWritten(Precondition precondition) {
        try (Storage storage = odd()) {
            assertThatThrownBy(() -> storage.put(oddly("object"), BYTES, precondition))
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                    .hasMessageContaining("object cannot be written safely: the file system odd (Odd) has no rename")
                    .hasMessageContaining("S3Storage");
        }
        assertThat(dir).isEmptyDirectory();
    }

    @Test
    void itIsRead() throws Exception {
        Files.write(Files.createDirectory(dir.resolve("folder")).resolve("object"), BYTES);
        try (Storage storage = odd()) {
            assertThat(storage.read(oddly("folder/object"), 100)).isEqualTo(BYTES);
            assertThat(storage.list(oddly("folder"), "")).singleElement().satisfies(found -> {
                assertThat(found.location()).isEqualTo(oddly("folder/object"));
                assertThat(found.size()).isEqualTo(BYTES.length);
            });
        }
    }

    @Test
    void aFileSystemWithoutAClientIsRefused() {
        try (Storage storage = HadoopStorage.create("hdfs")) {
            assertThatThrownBy(() -> storage.stat(Location.of("hdfs://cluster/folder/object")))
                    .isInstanceOfSatisfying(
                            StorageException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                    .hasMessageContaining(
                            "hdfs://cluster/folder/object cannot be reached: Hadoop could not open the file"
                                    + " system hdfs://cluster (")
                    .hasMessageContaining("Add its client to the class path");
        }
    }

    @Test
    void aStorageOfNothingIsRefused() {
        assertThatThrownBy(HadoopStorage::create)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("name at least one scheme, such as hdfs");
    }

    /** Whoever publishes through Hadoop and whoever reads without see the same, and there are no files of Hadoop's own. */
    @Test
    void aProductIsTheSameThroughBoth() throws Exception {
        Contract orders = Contract.builder("sales", "orders", "1.0.0")
                .owner("orders@example.com")
                .schema(new Schema("Order", List.of(Field.required("id", Primitive.INT))))
                .output(OutputPort.builder(Location.of(dir.resolve("orders")).toString())
                        .build())
                .build();
        Configuration settings = new Configuration();
        try (Platform cluster =
                Platform.builder().storage(HadoopStorage.of(settings, "file")).build()) {
            cluster.product(orders).publish(List.of(Map.of("id", 1), Map.of("id", 2)));
        }
        try (Platform local = Platform.builder().storage(LocalStorage.create()).build()) {
            DataProduct product = local.product(orders);
            try (Rows<Map<String, Object>> rows = product.read()) {
                assertThat(rows).extracting(row -> row.get("id")).containsExactly(1, 2);
            }
            assertThat(product.maintenance().examine().healthy()).isTrue();
        }
        try (var files = Files.walk(dir)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .noneMatch(name -> name.endsWith(".crc") || name.startsWith(".weft-tmp-"));
        }
    }
}
