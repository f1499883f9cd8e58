package io.weft.samples.drill;

import io.weft.Backups;
import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.backup.RecoveryPoint;
import io.weft.backup.RestoreReport;
import io.weft.backup.Vault;
import io.weft.backup.VaultCheck;
import io.weft.contract.Contract;
import io.weft.contract.ContractReader;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.storage.LocalStorage;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Publishes a product in one place, backs it up to a second, destroys the first, and restores it in a third on a platform that knows
 * nothing but the contract and the vault. Proves that every version is what it was, and says what was lost and how long it took.
 */
public final class DisasterDrill {
    private static final int DAYS = 3;

    private final Path folder;
    private final PrintStream out;
    private final Contract contract = ContractReader.read(Path.of(
            URI.create(Objects.requireNonNull(DisasterDrill.class.getResource("/dataproduct.yaml"), "dataproduct.yaml")
                    .toString())));

    private DisasterDrill(Path folder, PrintStream out) {
        this.folder = folder;
        this.out = out;
    }

    /**
     * Runs the drill.
     *
     * @param args a folder of its own; it is emptied
     */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        delete(folder);
        run(folder, System.out);
    }

    /**
     * Runs the drill.
     *
     * @param folder an empty folder
     * @param out where it says what it does
     */
    static void run(Path folder, PrintStream out) {
        new DisasterDrill(folder, out).run();
    }

    private void run() {
        List<List<Level>> seen = publishAndBackUp();
        delete(folder.resolve("region-a"));
        long disaster = System.nanoTime();
        out.println("Disaster: region-a is gone.");
        restore(seen, disaster);
    }

    /** What readers saw of each version. */
    private List<List<Level>> publishAndBackUp() {
        List<List<Level>> seen = new ArrayList<>();
        try (LocalStorage vaultStorage = LocalStorage.create();
                Platform platform = Platform.local(folder.resolve("region-a"))) {
            DataProduct levels = platform.product(contract);
            Backups backups = platform.backups(vault(vaultStorage));
            for (int day = 1; day <= DAYS; day++) {
                levels.publish(Level.of(day));
                seen.add(read(levels.snapshot().orElseThrow()));
                out.println("Day " + day + ": " + backups.backUp(levels).movedBytes() + " bytes went to the vault.");
            }
            levels.publish(Level.of(DAYS + 1));
            out.println("Day " + (DAYS + 1) + " was published and not backed up.");
        }
        return seen;
    }

    private void restore(List<List<Level>> seen, long disaster) {
        try (LocalStorage vaultStorage = LocalStorage.create();
                Platform platform = Platform.local(folder.resolve("region-c"))) {
            Backups backups = platform.backups(vault(vaultStorage));
            List<RecoveryPoint> points = backups.points();
            RecoveryPoint newest = points.get(points.size() - 1);
            VaultCheck check = backups.checkContents(newest.uuid());
            if (!check.damages().isEmpty()) {
                throw new IllegalStateException("The vault is damaged: " + check.damages());
            }
            out.println("The vault is whole: " + check.objects() + " objects, every byte of them read.");

            DataProduct levels = platform.product(contract);
            RestoreReport report = backups.restore(newest, newest.version(), levels.location());
            long readable = System.nanoTime();
            for (Snapshot version : levels.snapshots()) {
                requireEqual(read(version), seen.get((int) version.version() - 1), version.version());
            }
            out.println("Restored " + report.files() + " files, and every version reads as it did.");
            out.println("RPO: what was published after version " + newest.version() + ", committed at "
                    + newest.committed() + ", is lost.");
            out.println(
                    "RTO: readable " + Duration.ofNanos(readable - disaster).toMillis() + " ms after the disaster.");
            levels.publish(Level.of(DAYS + 1));
            out.println("Day " + (DAYS + 1) + " was published again, as version "
                    + levels.snapshot().orElseThrow().version() + ".");
        }
    }

    private Vault vault(LocalStorage storage) {
        return new Vault(storage, Location.of(folder.resolve("region-b")));
    }

    private static List<Level> read(Snapshot snapshot) {
        try (Rows<Level> rows = snapshot.read(Level.class);
                Stream<Level> stream = rows.stream()) {
            return stream.toList();
        }
    }

    private static void requireEqual(List<Level> restored, List<Level> seen, long version) {
        if (!restored.equals(seen)) {
            throw new IllegalStateException("Version " + version + " is not what it was.");
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
