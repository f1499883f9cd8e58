package io.weft.gcp;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.testkit.storage.StorageKit;
import java.util.List;
import java.util.Optional;

/** The kit for storages, on the double of Cloud Storage. */
class GcsDoubleKitTest extends StorageKit {
    @Override
    protected Storage storage() {
        return GcsPeers.builder(GcsPeers.shared().uri()).build();
    }

    @Override
    protected Storage secondClient(Storage first) {
        return storage();
    }

    @Override
    protected Location folder() {
        return GcsPeers.folder();
    }

    @Override
    protected boolean tellsLifecycleRules() {
        return true;
    }

    @Override
    protected boolean tellsVersions() {
        return true;
    }

    @Override
    protected boolean deleteByAge(List<String> prefixes, int days) {
        GcsPeers.deleteByAge(GcsPeers.shared().uri(), GcsPeers.BUCKET, prefixes, days);
        return true;
    }

    @Override
    protected Optional<Location> folderWithVersions() {
        return Optional.of(GcsPeers.folderWithVersions());
    }
}
