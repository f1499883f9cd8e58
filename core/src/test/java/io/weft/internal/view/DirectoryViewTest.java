package io.weft.internal.view;

import static io.weft.internal.view.ViewFixture.head;
import static io.weft.internal.view.ViewFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.ViewKind;
import io.weft.schema.Schema;
import io.weft.spi.storage.Location;
import io.weft.storage.LocalStorage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The directory view, through the eyes of readers that know nothing of Weft. */
class DirectoryViewTest {
    @TempDir
    private Path root;

    private ViewFixture fixture;

    @BeforeEach
    void open() {
        fixture = new ViewFixture(root);
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void plainReadersSeeTheHeadAfterEveryOperation() throws Exception {
        DataProduct product = fixture.product(PublishMode.APPEND, ViewKind.DIRECTORY);
        product.publish(rows("mon", 1, 2));
        requireEqualViews(product);
        product.publish(rows("tue", 3));
        product.publish(rows("wed", 4));
        requireEqualViews(product);
        product.publication().mode(PublishMode.REPLACE).publish(rows("thu", 5));
        requireEqualViews(product);
        product.rollbackTo(3);
        requireEqualViews(product);
        product.rollbackTo(1);
        requireEqualViews(product);
        product.publish(rows("fri", 6));
        requireEqualViews(product);
        product.rollbackTo(4);
        requireEqualViews(product);
    }

    @Test
    void aProductReplacedByNothingStillShowsItsColumns() throws Exception {
        DataProduct product = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY);
        product.publish(rows("mon", 1));
        assertThat(fixture.folder().resolve("_SUCCESS")).exists();
        product.publish(List.of());
        assertThat(PlainReaders.parquetFiles(fixture.folder()))
                .containsExactly(fixture.folder().resolve("part-00000.parquet"));
        assertThat(PlainReaders.parquetJava(fixture.folder())).isEmpty();
        assertThat(fixture.folder().resolve("_SUCCESS")).exists();
        requireEqualViews(product);
        product.publish(rows("tue", 2));
        requireEqualViews(product);
    }

    @Test
    void partitionsAreFoldersThatPlainReadersUnderstand() throws Exception {
        DataProduct product = fixture.product(PublishMode.REPLACE_PARTITIONS, ViewKind.DIRECTORY, "day");
        product.publish(concat(rows("mon", 1, 2), rows("tue", 3)));
        assertThat(fixture.folder().resolve("day=mon")).isDirectory();
        requireEqualPartitions(product);
        product.publish(rows("tue", 4, 5));
        requireEqualPartitions(product);
        product.publication().mode(PublishMode.APPEND).publish(rows("mon", 6));
        requireEqualPartitions(product);
        product.publication().mode(PublishMode.REPLACE).publish(rows("wed", 7));
        requireEqualPartitions(product);
        assertThat(PlainReaders.parquetFiles(fixture.folder())).hasSize(1);
        product.rollbackTo(1);
        requireEqualPartitions(product);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a/b",
                "a=b",
                "100%",
                "%2F",
                "%2e%2e",
                "with space",
                " ",
                "über",
                "日本",
                "10:30",
                "a+b",
                "a\\b",
                ".",
                "..",
                "~",
                "#?*[x]{y}",
                "it's \"quoted\"",
                "tab\tline\n",
                "-",
                "1",
                "2026-11-23",
                "true",
                "null",
                "a&b;c|d",
                "\u200bzero",
                "\uD83D\uDE80"
            })
    void oddPartitionValuesComeBack(String value) throws Exception {
        DataProduct product = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY, "day");
        assertThat(product.publish(concat(rows(value, 1), rows("mon", 2))).warnings())
                .isEmpty();
        requireEqualPartitions(product);
        product.publish(rows("mon", 3));
        assertThat(PlainReaders.parquetFiles(fixture.folder())).hasSize(1);
    }

    @Test
    void nullAndEmptyPartitionValuesAreBothHivesNull() throws Exception {
        DataProduct product = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY, "day");
        product.publish(concat(rows(null, 1), concat(rows("", 2), rows("mon", 3))));
        assertThat(PlainReaders.parquetFiles(fixture.folder())).hasSize(3);
        assertThat(PlainReaders.parquetJava(fixture.folder())).isEqualTo(head(product));
        assertThat(PlainReaders.duckDb(PlainReaders.directory(fixture.folder(), false)))
                .isEqualTo(head(product));
        assertThat(PlainReaders.duckDb(PlainReaders.directory(fixture.folder(), true)))
                .containsExactly("mon|3", "null|1", "null|2");
    }

    @Test
    void aPartitionValueTooLongForAFolderIsRefusedBeforeAnythingIsVisible() {
        DataProduct product = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY, "day");
        assertThatThrownBy(() -> product.publish(rows("ü".repeat(200), 1)))
                .isInstanceOf(WeftException.class)
                .hasMessage(
                        "WEFT-PUBLISH-010: A value of the partition field 'day' is too long to name a folder: at most"
                                + " 255 bytes with the field's name and with special characters percent-encoded. Partition by a"
                                + " shorter field, for example a code or a date");
        assertThat(product.snapshot()).isEmpty();
    }

    @Test
    void twoPartitionFieldsAreNestedFolders() throws Exception {
        DataProduct product = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY, "day", "shop");
        product.publish(concat(rows("mon", 1, 2), rows("tue", 1)));
        assertThat(fixture.folder().resolve("day=mon/shop=__HIVE_DEFAULT_PARTITION__"))
                .isDirectory();
        requireEqualPartitions(product);
    }

    @Test
    void aDateNamesItsFolderAsPeopleWriteIt() {
        record Visit(LocalDate day, int id) {}
        try (Platform platform = Platform.local(root)) {
            platform.product(Contract.builder("web", "visits", "1.0.0")
                            .owner("web@example.com")
                            .schema(Schema.of(Visit.class))
                            .output(OutputPort.builder(
                                            Location.of(root.resolve("visits")).toString())
                                    .partitionBy("day")
                                    .build())
                            .build())
                    .publish(List.of(new Visit(LocalDate.of(2026, 11, 23), 1)));
        }
        assertThat(root.resolve("visits/day=2026-11-23")).isDirectory();
    }

    @Test
    void aChangeOfLayoutLeavesNothingOfTheOldOne() throws Exception {
        fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY).publish(rows("mon", 1));
        DataProduct daily = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY, "day");
        daily.publish(rows("mon", 2));
        requireEqualPartitions(daily);
        assertThat(fixture.folder().resolve("part-00000.parquet")).doesNotExist();
        daily.rollbackTo(1);
        requireEqualViews(daily);
    }

    @Test
    void anUnpartitionedProductOfOneFileAlwaysHasTheSameName() throws Exception {
        DataProduct product = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY);
        for (int id = 0; id < 4; id++) {
            product.publish(rows("mon", id));
            assertThat(PlainReaders.parquetFiles(fixture.folder()))
                    .containsExactly(fixture.folder().resolve("part-00000.parquet"));
            requireEqualViews(product);
        }
    }

    @Test
    void objectsOfOthersAreNotTouched() throws Exception {
        Path folder = Files.createDirectories(fixture.folder());
        List<String> names = List.of(
                "schema.avsc",
                "README.md",
                "part-00000.csv",
                "notes/part-a.txt",
                "_metadata",
                "_weft.txt",
                "_weftish/x",
                ".hidden",
                "a%2Fb.txt");
        for (String name : names) {
            Files.createDirectories(folder.resolve(name).getParent());
            Files.writeString(folder.resolve(name), name);
        }
        DataProduct product = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY);
        product.publish(rows("mon", 1));
        product.publish(rows("mon", 2));
        product.publish(List.of());
        fixture.product(PublishMode.REPLACE, ViewKind.NONE).publish(rows("mon", 3));
        for (String name : names) {
            assertThat(folder.resolve(name)).hasContent(name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data.parquet",
                "part-00000.parquet",
                "part-00001.parquet",
                "old/part-00000.parquet",
                "part-00000-0b5c3f6e-1111-2222-3333-444455556666-c000.snappy.parquet",
                "part-00000-0b5c3f6e-1111-2222-3333-444455556666-c000.parquet",
                "day=mon/x.parquet"
            })
    void foreignParquetFilesAreRefusedBeforeTheFirstPublication(String name) throws Exception {
        Path file = fixture.folder().resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "somebody's data");
        DataProduct product = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY);
        assertThatThrownBy(() -> product.publish(rows("mon", 1)))
                .isInstanceOf(WeftException.class)
                .hasMessage("WEFT-PUBLISH-006: " + product.location() + " already holds Parquet files that Weft did not"
                        + " write (1, the first is '" + name + "'). Readers of the directory would mix them with the"
                        + " product. Move them away, choose another location, or set view: manifest");
        assertThat(file).hasContent("somebody's data");
        assertThat(product.snapshot()).isEmpty();
    }

    @Test
    void foreignParquetFilesDoNotDisturbAManifest() throws Exception {
        Files.createDirectories(fixture.folder());
        Path foreign = Files.writeString(fixture.folder().resolve("part-00000.parquet"), "somebody's data");
        DataProduct product = fixture.product(PublishMode.REPLACE, ViewKind.MANIFEST);
        product.publish(rows("mon", 1));
        assertThat(foreign).hasContent("somebody's data");
        DataProduct switched = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY);
        assertThatThrownBy(() -> switched.publish(rows("mon", 2))).hasMessageStartingWith("WEFT-PUBLISH-006: ");
        assertThat(foreign).hasContent("somebody's data");
    }

    @Test
    void aViewThatSomebodyDamagedIsRepairedByTheNextPublication() throws Exception {
        DataProduct product = fixture.product(PublishMode.APPEND, ViewKind.DIRECTORY);
        product.publish(rows("mon", 1));
        product.publish(rows("mon", 2));
        for (Path file : PlainReaders.parquetFiles(fixture.folder())) {
            Files.delete(file);
        }
        Files.delete(fixture.folder().resolve("_SUCCESS"));
        product.publish(rows("mon", 3));
        requireEqualViews(product);
        assertThat(fixture.folder().resolve("_SUCCESS")).exists();
    }

    @Test
    void aSwitchOfViewsTakesTheOldOneAway() throws Exception {
        Path manifest = fixture.folder().resolve("_symlink_format_manifest/manifest");
        fixture.product(PublishMode.APPEND, ViewKind.DIRECTORY).publish(rows("mon", 1));
        DataProduct listed = fixture.product(PublishMode.APPEND, ViewKind.MANIFEST);
        listed.publish(rows("mon", 2));
        assertThat(PlainReaders.parquetFiles(fixture.folder())).isEmpty();
        assertThat(fixture.folder().resolve("_SUCCESS")).doesNotExist();
        requireEqualManifest(listed, List.of(manifest));
        DataProduct hidden = fixture.product(PublishMode.APPEND, ViewKind.NONE);
        hidden.publish(rows("mon", 3));
        assertThat(PlainReaders.parquetFiles(fixture.folder())).isEmpty();
        assertThat(manifest).doesNotExist();
        DataProduct again = fixture.product(PublishMode.APPEND, ViewKind.DIRECTORY);
        again.publish(rows("mon", 4));
        requireEqualViews(again);
        assertThat(head(again)).hasSize(4);
    }

    @Test
    void aManifestNamesTheHeadsFiles() throws Exception {
        DataProduct product = fixture.product(PublishMode.APPEND, ViewKind.MANIFEST);
        Path manifest = fixture.folder().resolve("_symlink_format_manifest/manifest");
        product.publish(rows("mon", 1));
        requireEqualManifest(product, List.of(manifest));
        product.publish(rows("tue", 2));
        requireEqualManifest(product, List.of(manifest));
        product.publication().mode(PublishMode.REPLACE).publish(rows("wed", 3));
        requireEqualManifest(product, List.of(manifest));
        product.rollbackTo(2);
        requireEqualManifest(product, List.of(manifest));
    }

    @Test
    void aPartitionedProductHasAManifestForEachPartition() throws Exception {
        DataProduct product = fixture.product(PublishMode.REPLACE_PARTITIONS, ViewKind.MANIFEST, "day");
        Path manifests = fixture.folder().resolve("_symlink_format_manifest");
        product.publish(concat(rows("mon", 1, 2), rows("a/b", 3)));
        requireEqualManifest(
                product, List.of(manifests.resolve("day=mon/manifest"), manifests.resolve("day=a%2Fb/manifest")));
        product.publication().mode(PublishMode.REPLACE).publish(rows("mon", 4));
        requireEqualManifest(product, List.of(manifests.resolve("day=mon/manifest")));
        assertThat(manifests.resolve("day=a%2Fb/manifest")).doesNotExist();
    }

    @Test
    void foldersOfVanishedPartitionsAreNotInTheWay() throws Exception {
        DataProduct product = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY, "day");
        product.publish(rows("mon", 1));
        product.publish(rows("tue", 2));
        try (LocalStorage storage = LocalStorage.create()) {
            assertThat(storage.list(product.location(), ""))
                    .noneMatch(object -> object.location().toString().contains("day=mon"));
        }
        requireEqualPartitions(product);
    }

    private void requireEqualViews(DataProduct product) throws Exception {
        List<String> head = head(product);
        assertThat(PlainReaders.parquetJava(fixture.folder())).isEqualTo(head);
        assertThat(PlainReaders.duckDb(PlainReaders.flatDirectory(fixture.folder())))
                .isEqualTo(head);
        assertThat(PlainReaders.duckDb(PlainReaders.directory(fixture.folder(), false)))
                .isEqualTo(head);
    }

    private void requireEqualPartitions(DataProduct product) throws Exception {
        List<String> head = head(product);
        assertThat(PlainReaders.parquetJava(fixture.folder())).isEqualTo(head);
        assertThat(PlainReaders.duckDb(PlainReaders.directory(fixture.folder(), false)))
                .isEqualTo(head);
        assertThat(PlainReaders.duckDb(PlainReaders.directory(fixture.folder(), true)))
                .isEqualTo(head);
        assertThat(fixture.folder().toFile().list((folder, name) -> name.endsWith(".parquet")))
                .as("Spark drops files beside partition folders")
                .isEmpty();
    }

    private static void requireEqualManifest(DataProduct product, List<Path> manifests) throws Exception {
        List<String> lines = new ArrayList<>();
        for (Path manifest : manifests) {
            lines.addAll(Files.readAllLines(manifest));
        }
        List<String> paths =
                lines.stream().map(line -> line.replaceFirst("^file://", "")).toList();
        assertThat(PlainReaders.duckDb(PlainReaders.files(paths))).isEqualTo(head(product));
    }

    private static List<Map<String, Object>> concat(List<Map<String, Object>> one, List<Map<String, Object>> two) {
        List<Map<String, Object>> all = new ArrayList<>(one);
        all.addAll(two);
        return all;
    }
}
