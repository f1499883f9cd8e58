package io.weft.internal.view;

import io.weft.contract.ViewKind;
import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogEntry;
import io.weft.internal.log.Operation;
import io.weft.internal.log.ProductLog;
import io.weft.internal.log.Version;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * Brings the view to the head of the log.
 *
 * <p>Several processes may do so at once. A slow one can overwrite what a faster one did for a newer head; it therefore
 * looks at the head again when it is done and starts over until nothing is newer. The last to finish has then seen the
 * newest head, and the view is right whatever the others did in between.
 *
 * <p>What is there is found out by listing, which takes long when there are very many files. If files were only added and
 * nobody else was at work ({@link ViewWork}), only they are shown. Thread-safe.
 */
public final class Projector {
    private final ProductLog log;
    private final Storage storage;
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
        this.storage = storage;
        this.directory = new DirectoryView(storage, root, identity);
        this.manifest = new ManifestView(storage, root);
    }

    /** Makes the view show the newest version, with as little work as is certain to be enough. */
    public void project() {
        project(true);
    }

    /** Makes the view show the newest version, whatever is there. */
    public void projectAgain() {
        project(false);
    }

    /**
     * Finds what a directory view would mix into the product.
     *
     * @return names of Parquet files in the location that Weft did not write
     */
    public List<String> foreignFiles() {
        return directory.foreignFiles(everHad(ViewKind.DIRECTORY));
    }

    /**
     * Compares the view with the newest version as of the log's last refresh.
     *
     * @return what differs, one sentence each; empty if nothing does
     */
    public List<String> differences() {
        Optional<LogEntry> newest = log.newest();
        if (newest.isEmpty()) {
            return List.of();
        }
        List<FileEntry> live = log.filesAt(newest.get().version());
        List<String> differences = new ArrayList<>();
        if (everHad(ViewKind.DIRECTORY)) {
            differences.addAll(directory.differences(newest.get().view() == ViewKind.DIRECTORY ? live : List.of()));
        }
        if (everHad(ViewKind.MANIFEST)) {
            differences.addAll(manifest.differences(newest.get().view() == ViewKind.MANIFEST ? live : List.of()));
        }
        return differences;
    }

    private void project(boolean trusting) {
        long head = log.head() == 0 ? log.refresh() : log.head();
        if (head == 0 || !(everHad(ViewKind.DIRECTORY) || everHad(ViewKind.MANIFEST))) {
            return;
        }
        ViewWork work = ViewWork.begin(storage, log.paths());
        show(head, trusting ? onlyAdded(work, head) : Optional.empty());
        for (long newer = log.refresh(); newer != head; newer = log.refresh()) {
            // What was done for the older head may have undone what somebody did for this one.
            head = newer;
            show(head, Optional.empty());
        }
        work.end(head);
    }

    /** Makes the view show a version, or leaves that half done if there is a newer one. */
    private void show(long head, Optional<List<FileEntry>> added) {
        try {
            if (added.isEmpty() || !directory.add(added.get())) {
                project(head);
            }
        } catch (StorageException e) {
            // Who is very slow finds files deleted that have expired since.
            if (e.kind() != StorageException.Kind.NOT_FOUND || log.refresh() == head) {
                throw e;
            }
        }
    }

    /** What a directory view lacks; empty if that cannot be said without a look at everything. */
    private Optional<List<FileEntry>> onlyAdded(ViewWork work, long head) {
        OptionalLong shown = work.undisturbedSince();
        boolean certain = shown.isPresent()
                && shown.getAsLong() >= 1
                && shown.getAsLong() <= head
                && !everHad(ViewKind.MANIFEST)
                && log.entry(shown.getAsLong()).view() == ViewKind.DIRECTORY;
        if (!certain) {
            return Optional.empty();
        }
        List<FileEntry> added = new ArrayList<>();
        for (Version version : log.versions(shown.getAsLong() + 1, head)) {
            if (!version.operation().changesFiles()) {
                continue;
            }
            LogEntry entry = log.entry(version.number());
            if (entry.operation() != Operation.APPEND || entry.view() != ViewKind.DIRECTORY) {
                return Optional.empty();
            }
            added.addAll(entry.files());
        }
        return Optional.of(added);
    }

    /** The newest contract says which view there is; one that an earlier contract asked for is taken away. */
    private void project(long head) {
        ViewKind kind = log.entry(head).view();
        List<FileEntry> live = log.filesAt(head);
        BooleanSupplier newest = () -> log.refresh() == head;
        projectOrClear(directory, kind == ViewKind.DIRECTORY, everHad(ViewKind.DIRECTORY), live, newest);
        projectOrClear(manifest, kind == ViewKind.MANIFEST, everHad(ViewKind.MANIFEST), live, newest);
    }

    private static void projectOrClear(
            View view, boolean wanted, boolean everHad, List<FileEntry> live, BooleanSupplier newest) {
        if (wanted) {
            view.project(live, newest);
        } else if (everHad) {
            view.project(List.of(), newest);
        }
    }

    private boolean everHad(ViewKind kind) {
        return log.views().containsKey(kind);
    }
}
