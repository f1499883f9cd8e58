package io.weft.benchmarks.commits;

import io.weft.benchmarks.commits.IcebergTable.Settings;
import io.weft.benchmarks.commits.Table.Cost;
import io.weft.spi.storage.Location;
import io.weft.storage.LocalStorage;
import io.weft.storage.MemoryStorage;
import java.nio.file.Path;

/** Who takes part, and how. */
enum Competitor {
    /** Every commit is forced to the disk, file and folder, as always with Weft. */
    WEFT_DISK,
    /** The same without a disk, so without what forcing costs. */
    WEFT_MEMORY,
    /** What {@code table.newAppend()} does when nobody sets anything. */
    ICEBERG_DEFAULT(new Settings(true, false, false)),
    /** Never rewrites manifests; the manifest list names one for each commit. */
    ICEBERG_FAST(new Settings(false, false, false)),
    /** Default and {@code write.metadata.delete-after-commit.enabled}, keeping one old metadata file. */
    ICEBERG_TIDY(new Settings(true, true, false)),
    /** Tidy, and all but the last 100 versions given up after every 100th commit: other work, less is kept. */
    ICEBERG_FORGETFUL(new Settings(true, true, true));

    private final Settings settings;

    Competitor() {
        this(new Settings(false, false, false));
    }

    Competitor(Settings settings) {
        this.settings = settings;
    }

    Table create(Path folder) {
        return switch (this) {
            case WEFT_DISK -> onDisk(folder);
            case WEFT_MEMORY -> new WeftTable(MemoryStorage.create(), Location.of("memory://mesh/orders"));
            default -> new IcebergTable(folder, settings);
        };
    }

    boolean canBeOpenedAgain() {
        return this != WEFT_MEMORY;
    }

    /** Opens what another process made, counts the files, and says what that took. */
    Opened openAgain(Path folder) {
        if (this == WEFT_DISK) {
            try (WeftTable table = onDisk(folder)) {
                int files = table.files();
                return new Opened(files, table.cost());
            }
        }
        int files = IcebergTable.files(folder);
        return new Opened(files, new Cost(CountingFileIO.REQUESTS.sum(), CountingFileIO.BYTES.sum()));
    }

    private static WeftTable onDisk(Path folder) {
        return new WeftTable(LocalStorage.create(), Location.of(folder));
    }

    /**
     * What a new process found.
     *
     * @param files number of files
     * @param cost what that took
     */
    record Opened(int files, Cost cost) {}
}
