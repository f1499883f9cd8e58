package io.weft.internal.place;

import io.weft.WeftException;
import io.weft.contract.Contract;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.storage.LocalStorage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Resolves and allows locations. Whoever writes a contract decides where within the allowed prefixes a product goes;
 * whoever builds the platform decides which prefixes those are. Immutable and thread-safe.
 */
public final class Places implements AutoCloseable {
    /** Artifacts by scheme, for telling which one to add. */
    private static final Map<String, String> ADAPTERS = Map.of(
            "s3",
            "weft-aws",
            "s3a",
            "weft-aws",
            "gs",
            "weft-gcp",
            "abfs",
            "weft-azure",
            "abfss",
            "weft-azure",
            "wasb",
            "weft-azure",
            "wasbs",
            "weft-azure");

    private final Map<String, Storage> storages = new LinkedHashMap<>();
    /** A contract that was read from the disk has its schema there, too, wherever its products go. */
    private final Storage disk = LocalStorage.create();

    private final @Nullable Location sandbox;
    private final List<Location> allowed;

    /**
     * Makes places.
     *
     * @param storages the storages, each for its schemes
     * @param sandbox where locations with a cloud scheme are placed; null to use them as they are
     * @param allowed prefixes that contracts may use; empty for all that the storages serve, unless there is a sandbox
     */
    public Places(List<Storage> storages, @Nullable Location sandbox, List<Location> allowed) {
        for (Storage storage : storages) {
            storage.schemes().forEach(scheme -> this.storages.put(scheme, storage));
        }
        this.sandbox = sandbox;
        this.allowed = new ArrayList<>(allowed);
        if (sandbox != null) {
            this.allowed.add(sandbox);
        }
    }

    /**
     * The storage that serves a location.
     *
     * @param location the location
     * @return the storage
     * @throws WeftException {@code WEFT-PLATFORM-002} naming the artifact to add, if there is none
     */
    public Storage storageFor(Location location) {
        Storage storage = storages.get(location.scheme());
        if (storage == null) {
            throw noStorage(location.scheme());
        }
        return storage;
    }

    /**
     * Resolves an output location of a contract.
     *
     * @param contract the contract, for the placeholders
     * @param text the location as written
     * @param folder the contract's folder; null if it has none
     * @return the location to use
     */
    public Location output(Contract contract, String text, @Nullable Location folder) {
        String filled = text.replace("{domain}", contract.domain())
                .replace("{name}", contract.name())
                .replace("{version}", contract.version().toString())
                .replace("{major}", Integer.toString(contract.version().major()));
        return resolve(filled, folder);
    }

    /**
     * Resolves a location of a contract.
     *
     * @param text absolute with a scheme, or relative
     * @param folder what relative locations are resolved against; null if there is nothing
     * @return the location to use
     * @throws WeftException {@code WEFT-PLATFORM-002} to {@code 005} if it cannot or must not be used
     */
    public Location resolve(String text, @Nullable Location folder) {
        Location location = located(text, folder);
        storageFor(location);
        requireAllowed(location, folder);
        return location;
    }

    /**
     * Resolves the location of a file that belongs to a contract, such as its schema. Read it with {@link #readerOf}.
     *
     * @param text absolute with a scheme, or relative
     * @param folder what relative locations are resolved against; null if there is nothing
     * @return the location to use
     * @throws WeftException {@code WEFT-PLATFORM-002} to {@code 005} if it cannot or must not be used
     */
    public Location attachment(String text, @Nullable Location folder) {
        Location location = located(text, folder);
        readerOf(location, folder);
        requireAllowed(location, folder);
        return location;
    }

    /**
     * The storage that a file of a contract is read with.
     *
     * @param attachment what {@link #attachment} told
     * @param folder the contract's folder; null if it has none
     * @return the storage of its scheme; the disk for what lies beside the contract, also if no storage is for the disk
     */
    public Storage readerOf(Location attachment, @Nullable Location folder) {
        boolean beside = folder != null && attachment.isWithin(folder);
        return beside && !storages.containsKey(attachment.scheme()) ? disk : storageFor(attachment);
    }

    @Override
    public void close() {
        storages.values().stream().distinct().forEach(Storage::close);
        disk.close();
    }

    /**
     * Finds where a location with a scheme really is on this platform.
     *
     * @param location a location as a contract would write it
     * @return the same, or its place below the sandbox
     * @throws WeftException {@code WEFT-PLATFORM-005} if its scheme is unknown
     */
    public Location placed(Location location) {
        String scheme = location.scheme();
        if (sandbox == null || storages.containsKey(scheme)) {
            return location;
        }
        if (!ADAPTERS.containsKey(scheme)) {
            throw noStorage(scheme);
        }
        return sandbox.resolve(location.authority()).resolve(location.path());
    }

    private Location located(String text, @Nullable Location folder) {
        return text.contains("://") ? placed(Location.of(text)) : relative(text, folder);
    }

    private Location relative(String text, @Nullable Location folder) {
        Location base = Optional.ofNullable(folder)
                .or(() -> Optional.ofNullable(sandbox))
                .orElseThrow(() -> new WeftException(
                        "WEFT-PLATFORM-003",
                        "The location '" + text + "' is relative, but the contract was not read from a file and the"
                                + " platform has no root. Write it with a scheme, for example s3://bucket/folder/"));
        String tail = text.startsWith("./") ? text.substring(2) : text;
        // Parsed as a location of its own first, so that the rules for text from outside hold for it.
        return tail.isEmpty() || tail.equals(".")
                ? base
                : base.resolve(Location.of("file:///" + tail).path());
    }

    private void requireAllowed(Location location, @Nullable Location folder) {
        List<Location> prefixes = new ArrayList<>(allowed);
        if (!prefixes.isEmpty() && folder != null) {
            prefixes.add(folder);
        }
        boolean inside = prefixes.isEmpty()
                || prefixes.stream()
                        .anyMatch(prefix -> location.isWithin(prefix) && realPathIsWithin(location, prefix));
        if (!inside) {
            throw new WeftException(
                    "WEFT-PLATFORM-004",
                    location + " is outside the places this platform allows (" + prefixes + "). Move it there, or allow"
                            + " it with Platform.builder().allow(location)");
        }
    }

    /** A symbolic link inside an allowed folder must not lead out of it. */
    private static boolean realPathIsWithin(Location location, Location prefix) {
        if (!location.scheme().equals("file")) {
            return true;
        }
        return realPath(location.toPath()).startsWith(realPath(prefix.toPath()));
    }

    private static Path realPath(Path path) {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        try {
            return existing.toRealPath().resolve(existing.relativize(path)).normalize();
        } catch (IOException e) {
            throw new StorageException(
                    StorageException.Kind.ACCESS_DENIED,
                    "Cannot look at " + existing + " to find out where it really is. Check the rights on it",
                    e);
        }
    }

    private WeftException noStorage(String scheme) {
        String known = new TreeSet<>(storages.keySet()).toString();
        String artifact = ADAPTERS.get(scheme);
        if (artifact != null) {
            return new WeftException(
                    "WEFT-PLATFORM-002",
                    "No storage for " + scheme + ":// locations (this platform has " + known + "). Add io.weft:"
                            + artifact
                            + " and Platform.builder().storage(...), or use Platform.local(root), which places them below"
                            + " a local folder");
        }
        return new WeftException(
                "WEFT-PLATFORM-005",
                "Unknown scheme " + scheme.toLowerCase(Locale.ROOT) + "://. This platform has " + known
                        + "; adapters exist for " + new TreeSet<>(ADAPTERS.keySet())
                        + "; another storage is added with Platform.builder().storage(...)");
    }
}
