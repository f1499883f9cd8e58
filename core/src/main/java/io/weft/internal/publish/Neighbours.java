package io.weft.internal.publish;

import io.weft.internal.log.LogPaths;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import java.util.Optional;

/** Finds other products above or below a location. Looked at once, before a product's first publication. */
final class Neighbours {
    private Neighbours() {}

    static Optional<Location> around(Storage storage, Location root) {
        return above(storage, root).or(() -> below(storage, root));
    }

    private static Optional<Location> above(Storage storage, Location root) {
        for (Location folder = root; !folder.path().isEmpty(); ) {
            folder = folder.parent();
            if (storage.stat(new LogPaths(folder).format()).isPresent()) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    private static Optional<Location> below(Storage storage, Location root) {
        for (ObjectInfo object : storage.list(root, "")) {
            Location product = object.location().parent().parent();
            boolean isFormat = new LogPaths(product).format().equals(object.location());
            if (isFormat && !product.equals(root)) {
                return Optional.of(product);
            }
        }
        return Optional.empty();
    }
}
