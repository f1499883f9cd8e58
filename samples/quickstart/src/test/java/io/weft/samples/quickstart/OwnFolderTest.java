package io.weft.samples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnFolderTest {
    @TempDir
    Path temp;

    @Test
    void deletesATreeAndNothingElse() throws IOException {
        Path other = Files.createDirectories(temp.resolve("other"));
        Path precious = Files.writeString(other.resolve("precious.txt"), "kept");
        Path mesh =
                Files.createDirectories(temp.resolve("mesh/a/b")).getParent().getParent();
        Files.writeString(mesh.resolve("a/file.txt"), "gone");
        Files.createSymbolicLink(mesh.resolve("a/link"), other);

        OwnFolder.delete(mesh);

        assertThat(mesh).doesNotExist();
        assertThat(precious).hasContent("kept");
    }

    @Test
    void isFineWithNothingToDelete() {
        OwnFolder.delete(temp.resolve("never"));

        assertThat(temp).isEmptyDirectory();
    }
}
