package io.weft.internal.catalog;

import io.weft.WeftException;
import io.weft.contract.ProductId;
import io.weft.spi.catalog.Catalog;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.catalog.CatalogQuery;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A catalog made of objects {@code products/<domain>/<name>/<major>/<published at>-<version>.json} below a folder.
 *
 * <p>Each object is created once and never overwritten; of one product the one with the last name counts. So processes
 * need no lock: whoever is late writes a name that does not count. Time comes before version, because a product that
 * moves to another location counts its versions from 1 again. Earlier names are deleted after a later one was written; a reader whose object vanishes that way looks again. An entry that cannot be read is an error for
 * {@link #find} but hides no other product from {@link #search}, which logs and skips it. Thread-safe; any number of
 * instances and processes may share a folder.
 */
public final class EmbeddedCatalog implements Catalog {
    private static final Logger LOG = System.getLogger(EmbeddedCatalog.class.getName());
    private static final Pattern ENTRY = Pattern.compile("[^/]+/[^/]+/[0-9]+/[0-9]{15}-[0-9]{20}\\.json");
    private static final int MAX_BYTES = 8 << 20;
    private static final int ATTEMPTS = 20;
    /** What the digits of a name hold; nobody publishes later. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final Storage storage;
    private final Location products;

    /**
     * Opens a catalog; it needs no creation.
     *
     * @param storage where it lives
     * @param folder the folder that is its own
     */
    public EmbeddedCatalog(Storage storage, Location folder) {
        this.storage = storage;
        this.products = folder.resolve("products");
    }

    @Override
    public void register(CatalogEntry entry) {
        Location object = object(entry);
        // Without a look at what is there: a name that does not count is deleted with the older ones.
        create(object, EntryJson.write(entry, MAX_BYTES));
        deleteOlder(object.parent());
    }

    @Override
    public Optional<CatalogEntry> find(ProductId id) {
        return newest(folder(id)).flatMap(this::read);
    }

    @Override
    public List<CatalogEntry> search(CatalogQuery query) {
        Map<Location, Location> newest = new HashMap<>();
        entries(products).forEach(object -> newest.put(object.parent(), object));
        Search search = new Search(query);
        return newest.values().stream()
                .flatMap(object -> readable(object).stream())
                .filter(search::finds)
                .sorted(Comparator.comparing(CatalogEntry::id))
                .toList();
    }

    private Optional<CatalogEntry> readable(Location listed) {
        try {
            return read(listed);
        } catch (StorageException e) {
            throw e;
        } catch (WeftException e) {
            LOG.log(Level.WARNING, "The search went on without one product. " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Reads a product's newest entry; if it has vanished since it was listed, a newer one has taken its place. */
    private Optional<CatalogEntry> read(Location listed) {
        Optional<Location> newest = Optional.of(listed);
        for (int attempt = 1; newest.isPresent(); attempt++) {
            try {
                return Optional.of(decode(storage.read(newest.get(), MAX_BYTES), newest.get()));
            } catch (StorageException e) {
                if (e.kind() != Kind.NOT_FOUND || attempt == ATTEMPTS) {
                    throw e;
                }
                newest = newest(listed.parent());
            }
        }
        return Optional.empty();
    }

    private CatalogEntry decode(byte[] bytes, Location object) {
        CatalogEntry entry = EntryJson.read(bytes, object);
        if (!object(entry).equals(object)) {
            throw CatalogErrors.damaged(object, "it describes " + entry.id() + ", not what its name says", null);
        }
        return entry;
    }

    private void create(Location object, byte[] bytes) {
        try {
            storage.put(object, bytes, Precondition.ABSENT);
        } catch (StorageException e) {
            boolean recorded = e.kind() == Kind.EXISTS
                    || (e.kind() == Kind.OUTCOME_UNKNOWN && storage.stat(object).isPresent());
            if (!recorded) {
                throw e;
            }
        }
    }

    /** The entry is recorded whether this works or not; what is left is deleted after the next publication. */
    private void deleteOlder(Location folder) {
        try {
            List<Location> all = entries(folder);
            for (Location older : all.subList(0, Math.max(0, all.size() - 1))) {
                storage.delete(older);
            }
        } catch (StorageException e) {
            LOG.log(Level.WARNING, "Older catalog entries were not deleted, which does no harm. " + e.getMessage());
        }
    }

    private Optional<Location> newest(Location folder) {
        List<Location> all = entries(folder);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Ascending, so that of one product the last one counts. Whatever else lies there is none of ours. */
    private List<Location> entries(Location folder) {
        List<Location> entries = new ArrayList<>();
        for (ObjectInfo object : storage.list(folder, "")) {
            if (ENTRY.matcher(object.location().relativeTo(products)).matches()) {
                entries.add(object.location());
            }
        }
        return entries;
    }

    private Location folder(ProductId id) {
        return products.resolve(id.domain() + "/" + id.name() + "/" + id.major());
    }

    private Location object(CatalogEntry entry) {
        Instant published = entry.publishedAt();
        long millis = published.isAfter(LATEST) ? LATEST.toEpochMilli() : Math.max(0, published.toEpochMilli());
        return folder(entry.id())
                .resolve(String.format(Locale.ROOT, "%015d-%020d.json", millis, entry.snapshotVersion()));
    }
}
