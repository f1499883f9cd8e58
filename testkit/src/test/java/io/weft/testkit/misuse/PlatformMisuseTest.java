package io.weft.testkit.misuse;

import static io.weft.testkit.misuse.Shop.SALE;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.Platform;
import io.weft.contract.Contract;
import io.weft.spi.storage.Location;
import io.weft.storage.LocalStorage;
import io.weft.storage.MemoryStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Contracts that are not there or not contracts, and platforms that lack something. Nothing is ever written. */
class PlatformMisuseTest {
    @RegisterExtension
    static final Sayings SAID = Sayings.of(PlatformMisuseTest.class);

    @TempDir
    Path dir;

    @AfterEach
    void nothingIsWritten() throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.contains("_weft"));
        }
    }

    @Test
    void contractFiles() throws IOException {
        Path file = Files.writeString(dir.resolve("binary.yaml"), "");
        try (Platform platform = Platform.local(dir)) {
            SAID.to("a contract that does not exist", () -> platform.product(dir.resolve("no.yaml")), dir);
            SAID.to("a folder as a contract", () -> platform.product(dir), dir);
            SAID.to("an empty contract", () -> platform.product(file), dir);
            Files.write(file, new byte[] {0x50, 0x41, 0x52, 0x31, 0, 1, 2, (byte) 0xff});
            SAID.to("a binary file as a contract", () -> platform.product(file), dir);
            Files.write(file, new byte[300 << 10]);
            SAID.to("a contract that is too large", () -> platform.product(file), dir);
            Files.writeString(file, "just a sentence");
            SAID.to("a text that is no contract", () -> platform.product(file), dir);
            SAID.to("a contract below a file", () -> platform.product(file.resolve("dataproduct.yaml")), dir);
        }
    }

    @Test
    void schemaFiles() throws IOException {
        Path file = Files.writeString(
                dir.resolve("dataproduct.yaml"),
                "name: N\ndomain: D\nversion: 1.0.0\nowner: o\nschema: {location: s.avsc}\noutput: {location: out/}");
        try (Platform platform = Platform.local(dir)) {
            SAID.to("a schema that does not exist", () -> platform.product(file), dir);
            Files.createDirectory(dir.resolve("s.avsc"));
            SAID.to("a folder as a schema", () -> platform.product(file), dir);
            Files.delete(dir.resolve("s.avsc"));
            Files.writeString(dir.resolve("s.avsc"), "{\"type\": \"record\"");
            SAID.to("a schema that is not Avro's", () -> platform.product(file), dir);
            Files.write(dir.resolve("s.avsc"), new byte[300 << 10]);
            SAID.to("a schema that is too large", () -> platform.product(file), dir);
        }
    }

    @Test
    void locations() {
        try (Platform sandbox = Platform.local(dir);
                Platform open =
                        Platform.builder().storage(LocalStorage.create()).build()) {
            SAID.to("an unknown scheme", () -> sandbox.product(at("hdfs://cluster/sales/")));
            SAID.to("an unknown scheme without a root", () -> open.product(at("hdfs://cluster/sales/")));
            SAID.to("a cloud without its adapter", () -> open.product(at("s3://bucket/sales/")));
            SAID.to("a relative location without a root", () -> open.product(at("sales/")));
            SAID.to("a location outside of what is allowed", () -> sandbox.product(at("file:///etc/weft/sales/")), dir);
        }
    }

    @Test
    void builders() {
        SAID.to("a platform without a storage", () -> Platform.builder().build());
        SAID.to(
                "a root that no storage serves",
                () -> Platform.builder()
                        .storage(MemoryStorage.create())
                        .root(Location.of("s3://bucket/"))
                        .build());
        SAID.to(
                "two storages of one scheme",
                () -> Platform.builder().storage(MemoryStorage.create()).storage(MemoryStorage.create()));
        SAID.to(
                "two roots",
                () -> Platform.builder().local(Path.of("a")).root(Location.of("memory://b")),
                Path.of("a").toUri().toString().replaceAll("/$", ""));
        SAID.to("a pipeline without a command", () -> Platform.builder().allowPipeline("checks.py"));
        SAID.to(
                "a pipeline both skipped and allowed",
                () -> Platform.builder()
                        .skipPipeline("s3://team/checks.py")
                        .allowPipeline("s3://team/checks.py", "python3"));
        SAID.to("a pipeline without a scheme", () -> Platform.builder().skipPipeline("checks.py"));
        SAID.to("a location that is none", () -> Location.of("sales"));
    }

    @Test
    void noCatalog() {
        try (Platform platform =
                Platform.builder().storage(MemoryStorage.create()).build()) {
            SAID.to("a catalog that was not asked for", platform::catalog);
        }
    }

    @Test
    void rootBelowAFile() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "mine");
        try (Platform platform = Platform.local(file.resolve("mesh"))) {
            SAID.to(
                    "a root below a file",
                    () -> platform.product(at("s3://b/sales/")).publish(List.of(SALE)),
                    dir);
        }
        assertThat(file).hasContent("mine");
    }

    @Test
    void rootThatIsAFile() throws IOException {
        Path file = Files.writeString(dir.resolve("file"), "mine");
        try (Platform platform = Platform.local(file)) {
            SAID.to(
                    "a root that is a file",
                    () -> platform.product(at("s3://b/sales/")).publish(List.of(SALE)),
                    dir);
        }
        assertThat(file).hasContent("mine");
    }

    private static Contract at(String location) {
        return Shop.contract("{location: sales/}", "{location: '" + location + "'}");
    }
}
