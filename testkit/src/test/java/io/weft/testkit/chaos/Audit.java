package io.weft.testkit.chaos;

import io.weft.DataProduct;
import io.weft.Maintenance;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.snapshot.Snapshot;
import io.weft.testkit.chaos.Logbook.Data;
import io.weft.testkit.chaos.Logbook.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what workers said with what is on the disk: what was acknowledged is in the log, readers saw what the log says
 * that they should, and every file of a retained version is there and whole. Nothing may move meanwhile. Not thread-safe.
 */
final class Audit {
    private static final Grace NONE = new Grace(Duration.ZERO, Duration.ZERO);

    private final Path folder;
    private final Store.Layout layout;
    private final Logbook log;
    private final List<String> problems = new ArrayList<>();

    Audit(Path folder, Store.Layout layout) {
        this.folder = folder;
        this.layout = layout;
        this.log = new Logbook(folder);
    }

    /** In between: what was said is in the log, and what the log names is there. Some may not be heard yet. */
    List<String> examine(Heard.Sofar heard) throws IOException {
        problems.clear();
        problems.addAll(log.readOn());
        if (problems.isEmpty()) {
            examineSayings(heard);
            log.retained().forEach(entry -> examineFiles(entry, "retained"));
            log.pinnedInTime().forEach(entry -> examineFiles(entry, "pinned"));
        }
        return List.copyOf(problems);
    }

    long versions() {
        return log.head();
    }

    /** At the end: the log from its beginning, and the product as a new process finds it. */
    List<String> conclude(Heard.Sofar heard) throws IOException {
        examine(heard);
        List<Entry> before = log.entries();
        Audit fresh = new Audit(folder, layout);
        fresh.examine(heard);
        fresh.log.entries().stream()
                .filter(Entry::brought)
                .forEach(entry -> fresh.require(
                        heard.tried().containsKey(entry.txn()),
                        "nobody tried what version " + entry.version() + " brought"));
        if (fresh.problems.isEmpty()) {
            fresh.require(fresh.log.head() >= before.size(), "the log became shorter");
            before.forEach(entry -> fresh.require(
                    fresh.log.entry(entry.version()).hash().equals(entry.hash()),
                    "entry " + entry.version() + " is not what it was"));
            fresh.examineProduct(heard);
        }
        return fresh.problems;
    }

    private void examineSayings(Heard.Sofar heard) {
        heard.acknowledged()
                .forEach((txn, version) -> require(
                        version <= log.head() && log.entry(version).txn().equals(txn),
                        "lost: version " + version + " was acknowledged as " + txn + " and is not in the log"));
        heard.read()
                .forEach((version, fingerprint) -> require(
                        version <= log.head() && mayShow(log.entry(version), fingerprint, heard),
                        "mixed: a reader of version " + version + " saw other publications than the log says"));
    }

    private boolean mayShow(Entry entry, long fingerprint, Heard.Sofar heard) {
        return !heard.tried().keySet().containsAll(entry.txns()) || fingerprint(entry, heard) == fingerprint;
    }

    private long fingerprint(Entry entry, Heard.Sofar heard) {
        return Item.fingerprint(entry.txns().stream().map(heard.tried()::get).collect(Collectors.toUnmodifiableSet()));
    }

    private void examineFiles(Entry entry, String why) {
        for (Data data : entry.files().values()) {
            try {
                byte[] bytes = Files.readAllBytes(folder.resolve(data.path()));
                require(
                        bytes.length == data.size() && Logbook.sha256(bytes).equals(data.sha256()),
                        "version " + entry.version() + " is " + why + " and its file " + data.path() + " is damaged");
            } catch (IOException e) {
                problems.add("dangling: version " + entry.version() + " is " + why + " and its file " + data.path()
                        + " cannot be read: " + e);
            }
        }
    }

    private void examineProduct(Heard.Sofar heard) throws IOException {
        try (Store store = new Store(folder, layout)) {
            DataProduct product = store.product();
            examineSnapshots(product, heard);
            Maintenance maintenance = product.maintenance();
            requireNone(maintenance.catchUp(), "catching up");
            examineView(product);
            maintenance.cleanUp(NONE);
            examineRest("after a clean-up");
            requireNone(maintenance.examineContents().symptoms(), "the diagnosis");
            maintenance.expire(Retention.ofVersions(1));
            maintenance.cleanUp(NONE);
            examineRest("after the last clean-up");
            examineSnapshots(product, heard);
            requireNone(maintenance.examineContents().symptoms(), "the last diagnosis");
        }
    }

    private void examineSnapshots(DataProduct product, Heard.Sofar heard) throws IOException {
        problems.addAll(log.readOn());
        List<Snapshot> snapshots = product.snapshots();
        Set<Long> expected = log.retained().stream()
                .filter(entry -> entry.brought()
                        || entry.operation().equals("ROLLBACK")
                        || entry.operation().equals("COMPACT"))
                .map(Entry::version)
                .collect(Collectors.toCollection(TreeSet::new));
        require(
                snapshots.stream()
                        .map(Snapshot::version)
                        .collect(Collectors.toSet())
                        .equals(expected),
                "the retained versions are " + expected + " and snapshots() has others");
        for (Snapshot snapshot : snapshots) {
            Item.Found found = Store.read(snapshot);
            requireNone(found.problems(), "version " + snapshot.version());
            require(
                    found.fingerprint() == fingerprint(log.entry(snapshot.version()), heard),
                    "lost: version " + snapshot.version() + " does not show what the log says");
        }
    }

    private void examineView(DataProduct product) {
        PlainFolder.Look look = PlainFolder.look(folder);
        requireNone(look.problems(), "the view");
        Item.Found shown = Item.inVersion(look.items());
        Item.Found head = Store.read(product.snapshot().orElseThrow());
        requireNone(shown.problems(), "the view");
        require(
                shown.rows() == head.rows() && shown.fingerprint() == head.fingerprint(),
                "the view shows " + shown.rows() + " rows and the head has " + head.rows());
    }

    /** Whatever lies in the folder of data files is needed by a retained version or a pinned one. */
    private void examineRest(String when) throws IOException {
        problems.addAll(log.readOn());
        Set<String> needed = new HashSet<>();
        Stream.concat(log.retained().stream(), log.pinned().stream())
                .forEach(entry -> needed.addAll(entry.files().keySet()));
        Set<String> present = new TreeSet<>();
        for (String txn : Logbook.names(folder.resolve("_weft/data"))) {
            for (String file : Logbook.names(folder.resolve("_weft/data").resolve(txn))) {
                present.add("_weft/data/" + txn + "/" + file);
            }
        }
        Set<String> unneeded = new TreeSet<>(present);
        unneeded.removeAll(needed);
        requireNone(List.copyOf(unneeded), when + " nobody needs");
        log.retained().forEach(entry -> examineFiles(entry, "retained"));
    }

    private void requireNone(List<?> found, String where) {
        if (!found.isEmpty()) {
            problems.add(where + ": " + found);
        }
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problems.add(otherwise);
        }
    }
}
