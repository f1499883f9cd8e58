package io.weft.internal.view;

import static io.weft.internal.view.ViewFixture.rows;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.DataProduct;
import io.weft.PublishMode;
import io.weft.contract.ViewKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A product of one file is switched by replacing one object: whoever looks finds exactly one file of one version. */
@Timeout(120)
class SwitchTest {
    private static final int SWITCHES = 60;
    private static final int ROWS = 50;

    @TempDir
    private Path root;

    @TempDir
    private Path elsewhere;

    private Path sample;

    @BeforeEach
    void takeSamplesElsewhere() {
        sample = elsewhere.resolve("sample.parquet");
    }

    @Test
    void aFolderOfOneFileHasExactlyOneFileAtEveryMoment() throws Exception {
        try (ViewFixture fixture = new ViewFixture(root)) {
            DataProduct product = fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY);
            publish(product, 0);
            int samples = whileSampling(fixture.folder(), () -> {
                for (int version = 1; version <= SWITCHES; version++) {
                    publish(product, version);
                }
                return SWITCHES;
            });
            assertThat(samples).isPositive();
            assertThat(product.snapshots()).hasSize(SWITCHES + 1);
        }
    }

    /** The twin: deleting before writing is what the sampler must notice. */
    @Test
    void aSwitchThatDeletesFirstIsFoundOut() throws Exception {
        try (ViewFixture fixture = new ViewFixture(root)) {
            publish(fixture.product(PublishMode.REPLACE, ViewKind.DIRECTORY), 0);
            Path file = fixture.folder().resolve("part-00000.parquet");
            byte[] bytes = Files.readAllBytes(file);
            AtomicBoolean noticed = new AtomicBoolean();
            ExecutorService thread = Executors.newSingleThreadExecutor();
            try {
                Future<Boolean> sampler = thread.submit(() -> {
                    while (!noticed.get()) {
                        noticed.set(!isWhole(fixture.folder()));
                    }
                    return true;
                });
                for (int i = 0; i < 100_000 && !noticed.get(); i++) {
                    Files.delete(file);
                    Files.write(file, bytes);
                }
                assertThat(noticed).isTrue();
                assertThat(sampler.get(30, TimeUnit.SECONDS)).isTrue();
            } finally {
                noticed.set(true);
                thread.shutdownNow();
            }
        }
    }

    private static void publish(DataProduct product, int version) {
        int[] ids = new int[ROWS];
        Arrays.fill(ids, version);
        product.publish(rows("v" + version, ids));
    }

    /** Samples in another thread as long as the work goes on; how often. */
    private int whileSampling(Path folder, Callable<Integer> work) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> samples = thread.submit(() -> {
                int count = 0;
                while (!done.get()) {
                    assertThat(isWhole(folder)).as("sample " + count).isTrue();
                    count++;
                }
                return count;
            });
            assertThat(work.call()).isPositive();
            done.set(true);
            return samples.get(30, TimeUnit.SECONDS);
        } finally {
            done.set(true);
            thread.shutdownNow();
        }
    }

    /** Whether the folder shows one file, and that file all rows of one version. */
    private boolean isWhole(Path folder) throws IOException {
        String[] names = folder.toFile().list((parent, name) -> name.endsWith(".parquet"));
        if (names == null || names.length != 1) {
            return false;
        }
        try {
            // Opened once: who asks for the length and opens in two steps may meet two versions, and an error.
            byte[] bytes = Files.readAllBytes(folder.resolve(names[0]));
            List<String> rows = PlainReaders.rowsOf(Files.write(sample, bytes));
            return rows.size() == ROWS && rows.stream().distinct().count() == 1;
        } catch (IOException | RuntimeException e) {
            return false;
        }
    }
}
