package io.weft.internal.view;

import io.weft.internal.log.FileEntry;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/**
 * Lists of the head's files in Hive's symlink format: one object without partitions, so that the switch is atomic, else
 * one for each partition.
 */
final class ManifestView implements View {
    static final String FOLDER = "_symlink_format_manifest";
    private static final String MANIFEST = "manifest";

    private final Storage storage;
    private final Location root;

    ManifestView(Storage storage, Location root) {
        this.storage = storage;
        this.root = root;
    }

    @Override
    public void project(List<FileEntry> live, BooleanSupplier newest) {
        Map<String, String> wanted = contents(live);
        Location folder = root.resolve(FOLDER);
        wanted.forEach((name, text) ->
                storage.put(folder.resolve(name), text.getBytes(StandardCharsets.UTF_8), Precondition.NONE));
        if (!newest.getAsBoolean()) {
            return;
        }
        for (ObjectInfo object : storage.list(folder, "")) {
            if (!wanted.containsKey(object.location().relativeTo(folder))) {
                storage.delete(object.location());
            }
        }
    }

    /** What a look at everything finds other than it should be, without changing it. */
    List<String> differences(List<FileEntry> live) {
        Map<String, String> wanted = contents(live);
        Location folder = root.resolve(FOLDER);
        List<String> differences = new ArrayList<>();
        Set<String> present = new HashSet<>();
        for (ObjectInfo object : storage.list(folder, "")) {
            String name = object.location().relativeTo(folder);
            present.add(name);
            byte[] right = wanted.getOrDefault(name, "").getBytes(StandardCharsets.UTF_8);
            if (object.size() != right.length
                    || !Arrays.equals(storage.read(object.location(), Math.max(1, right.length)), right)) {
                differences.add(object.location() + " does not list the files of the newest version");
            }
        }
        wanted.keySet().stream()
                .filter(name -> !present.contains(name))
                .forEach(name -> differences.add(folder.resolve(name) + " is missing"));
        return differences;
    }

    private Map<String, String> contents(List<FileEntry> live) {
        return live.stream()
                .collect(Collectors.groupingBy(
                        file -> Partitions.folder(file.partition()) + MANIFEST,
                        TreeMap::new,
                        Collectors.mapping(file -> root.resolve(file.path()) + "\n", Collectors.joining())));
    }
}
