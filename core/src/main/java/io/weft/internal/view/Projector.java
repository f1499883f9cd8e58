package io.weft.internal.view;

import io.weft.contract.ViewKind;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.ProductLog;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageInput;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Brings the view to the head of the log.
 *
 * <p>Several processes may do so at once. A slow one can overwrite what a faster one did for a newer head; it therefore
 * looks at the head again when it is done and starts over until nothing is newer. The last to finish has then seen the
 * newest head, and the view is right whatever the others did in between. Thread-safe.
 */
public final class Projector {
    private final ProductLog log;
    private final DirectoryView directory;
    private final ManifestView manifest;

    /**
     * Makes a projector.
     *
     * @param log the product's log
     * @param storage where the product lives
     * @param root its output location
     * @param identity reads from a file's content which data file it is
     */
    public Projector(
            ProductLog log, Storage storage, Location root, Function<StorageInput, Optional<String>> identity) {
        this.log = log;
        this.directory = new DirectoryView(storage, root, identity);
        this.manifest = new ManifestView(storage, root);
    }

    /** Makes the view show the newest version. */
    public void project() {
        long head = log.refresh();
        long projected;
        do {
            projected = head;
            long version = head;
            project(log.entries(), log.filesAt(head), () -> log.refresh() == version);
            head = log.refresh();
        } while (head != projected);
    }

    /**
     * Finds what a directory view would mix into the product.
     *
     * @return names of Parquet files in the location that Weft did not write
     */
    public List<String> foreignFiles() {
        return directory.foreignFiles(everHad(log.entries(), ViewKind.DIRECTORY));
    }

    /** The newest contract says which view there is; one that an earlier contract asked for is taken away. */
    private void project(List<LogEntry> entries, List<FileEntry> live, BooleanSupplier newest) {
        if (entries.isEmpty()) {
            return;
        }
        ViewKind kind = entries.get(entries.size() - 1).view();
        projectOrClear(directory, kind == ViewKind.DIRECTORY, everHad(entries, ViewKind.DIRECTORY), live, newest);
        projectOrClear(manifest, kind == ViewKind.MANIFEST, everHad(entries, ViewKind.MANIFEST), live, newest);
    }

    private static void projectOrClear(
            View view, boolean wanted, boolean everHad, List<FileEntry> live, BooleanSupplier newest) {
        if (wanted) {
            view.project(live, newest);
        } else if (everHad) {
            view.project(List.of(), newest);
        }
    }

    private static boolean everHad(List<LogEntry> entries, ViewKind kind) {
        return entries.stream().anyMatch(entry -> entry.view() == kind);
    }
}
