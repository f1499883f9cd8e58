package io.weft.internal.view;

import io.weft.internal.log.FileEntry;
import io.weft.internal.log.LogPaths;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.ServerSideCopy;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageInput;
import io.weft.spi.storage.StorageOutput;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The head's files as plain Parquet files in the output location, for {@code read.parquet(location)}.
 *
 * <p>What is there is found out by listing, never from memory, so that a stale or crashed projector can be made up for
 * by the next run. A file's name says which data file it is, except for one: the first file of a product without
 * partitions is always {@code part-00000.parquet}, whose content names its data file. So a product of one file is
 * switched by replacing one object, atomically. Objects with other names are not touched.
 */
final class DirectoryView implements View {
    private static final String FIRST = "part-00000.parquet";
    private static final String DATA_SUFFIX = ".pq";
    private static final String SUCCESS = "_SUCCESS";
    private static final Pattern OWN =
            Pattern.compile("part-00000\\.parquet|([^/]+=[^/]+/)*part-[0-9a-f]{32}-[0-9a-f]+-[0-9]+\\.parquet");
    private static final int COPY_BUFFER = 1 << 20;

    private final Storage storage;
    private final Location root;
    private final Function<StorageInput, Optional<String>> identity;

    /**
     * Makes a view.
     *
     * @param storage where the product lives
     * @param root its output location
     * @param identity reads from a file's content which data file it is
     */
    DirectoryView(Storage storage, Location root, Function<StorageInput, Optional<String>> identity) {
        this.storage = storage;
        this.root = root;
        this.identity = identity;
    }

    @Override
    public void project(List<FileEntry> live, BooleanSupplier newest) {
        Map<String, ObjectInfo> present = ownObjects();
        Map<String, FileEntry> wanted = names(live, present);
        for (Map.Entry<String, FileEntry> file : wanted.entrySet()) {
            if (!shows(present.get(file.getKey()), file)) {
                copy(root.resolve(file.getValue().path()), root.resolve(file.getKey()));
            }
        }
        if (!newest.getAsBoolean()) {
            return;
        }
        present.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> storage.delete(root.resolve(name)));
        if (live.isEmpty()) {
            storage.delete(root.resolve(SUCCESS));
        } else if (storage.stat(root.resolve(SUCCESS)).isEmpty()) {
            storage.put(root.resolve(SUCCESS), new byte[0], Precondition.NONE);
        }
    }

    /**
     * Shows further files beside those that are shown. A product of no files begins with {@value #FIRST}, which is not
     * there then.
     *
     * @return false if nothing was done, because it is not certain that the view has a first file
     */
    boolean add(List<FileEntry> files) {
        boolean partitioned = files.stream().anyMatch(file -> !file.partition().isEmpty());
        if (!files.isEmpty()
                && storage.stat(root.resolve(partitioned ? SUCCESS : FIRST)).isEmpty()) {
            return false;
        }
        files.forEach(file -> copy(root.resolve(file.path()), root.resolve(uniqueName(file))));
        return true;
    }

    /** What a look at everything finds other than it should be, without changing it. */
    List<String> differences(List<FileEntry> live) {
        Map<String, ObjectInfo> present = ownObjects();
        Map<String, FileEntry> wanted = names(live, present);
        List<String> differences = new ArrayList<>();
        wanted.forEach((name, file) -> {
            if (!shows(present.get(name), Map.entry(name, file))) {
                differences.add(root.resolve(name) + " does not show " + file.path());
            }
        });
        present.keySet().stream()
                .filter(name -> !wanted.containsKey(name))
                .forEach(name -> differences.add(root.resolve(name) + " is not of the newest version"));
        if (storage.stat(root.resolve(SUCCESS)).isPresent() == live.isEmpty()) {
            differences.add(root.resolve(SUCCESS) + (live.isEmpty() ? " should not be there" : " is missing"));
        }
        return differences;
    }

    /**
     * Names of Parquet files in a location that Weft did not write: readers of the directory would mix them in.
     *
     * @param used whether there ever was a directory view, so that files with its names are its own
     */
    List<String> foreignFiles(boolean used) {
        return list().keySet().stream()
                .filter(name -> name.endsWith(".parquet"))
                .filter(name -> !used || !OWN.matcher(name).matches())
                .toList();
    }

    /** Which file goes under which name. A file that already is {@value #FIRST} keeps that name. */
    private Map<String, FileEntry> names(List<FileEntry> live, Map<String, ObjectInfo> present) {
        boolean partitioned = live.stream().anyMatch(file -> !file.partition().isEmpty());
        String first = partitioned || live.isEmpty() ? "" : first(live, present);
        Map<String, FileEntry> wanted = new LinkedHashMap<>();
        live.forEach(file -> wanted.put(file.path().equals(first) ? FIRST : uniqueName(file), file));
        return wanted;
    }

    private String first(List<FileEntry> live, Map<String, ObjectInfo> present) {
        Optional<String> shown = Optional.ofNullable(present.get(FIRST)).flatMap(this::identityOf);
        return shown.filter(path -> live.stream().anyMatch(file -> file.path().equals(path)))
                .orElse(live.get(0).path());
    }

    private boolean shows(@Nullable ObjectInfo object, Map.Entry<String, FileEntry> file) {
        if (object == null || object.size() != file.getValue().size()) {
            return false;
        }
        return !file.getKey().equals(FIRST)
                || identityOf(object).map(file.getValue().path()::equals).orElse(false);
    }

    private Optional<String> identityOf(ObjectInfo object) {
        try (StorageInput input = storage.open(object.location())) {
            return identity.apply(input);
        } catch (StorageException e) {
            if (e.kind() == StorageException.Kind.NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** {@code _weft/data/<txn>/<attempt>-<n>.pq} becomes {@code k=v/part-<txn>-<attempt>-<n>.parquet}. */
    private static String uniqueName(FileEntry file) {
        Location path = new Location("file", "", file.path());
        String txn = path.parent().name();
        String attempt = path.name().substring(0, path.name().length() - DATA_SUFFIX.length());
        return Partitions.folder(file.partition()) + "part-" + txn + "-" + attempt + ".parquet";
    }

    private Map<String, ObjectInfo> ownObjects() {
        Map<String, ObjectInfo> own = new HashMap<>(list());
        own.keySet().removeIf(name -> !OWN.matcher(name).matches());
        return own;
    }

    /** Everything in the location but Weft's own folder, which may be far larger and is jumped over. */
    private Map<String, ObjectInfo> list() {
        String skipped = LogPaths.FOLDER + "/";
        Map<String, ObjectInfo> found = new LinkedHashMap<>();
        String after = "";
        boolean done = false;
        while (!done) {
            done = true;
            for (ObjectInfo object : storage.list(root, after)) {
                String name = object.location().relativeTo(root);
                if (name.startsWith(skipped)) {
                    // The next key after every possible one below the folder: '0' follows '/'.
                    after = LogPaths.FOLDER + "0";
                    done = false;
                    break;
                }
                found.put(name, object);
            }
        }
        return found;
    }

    private void copy(Location source, Location target) {
        Optional<ServerSideCopy> serverSide = storage.capability(ServerSideCopy.class);
        if (serverSide.isPresent()) {
            serverSide.get().copy(source, target, Precondition.NONE);
            return;
        }
        try (StorageInput input = storage.open(source);
                StorageOutput output = storage.create(target, Precondition.NONE)) {
            byte[] buffer = new byte[(int) Math.min(COPY_BUFFER, Math.max(1, input.length()))];
            for (long at = 0; at < input.length(); at += buffer.length) {
                int count = (int) Math.min(buffer.length, input.length() - at);
                input.readFully(at, buffer, 0, count);
                output.write(buffer, 0, count);
            }
            output.commit();
        }
    }
}
