package io.weft.aws;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Storage;
import io.weft.testkit.storage.StorageKit;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** The kit for storages, on a peer that serves all its tests. */
abstract class S3Kit extends StorageKit {
    private final S3Peer peer;

    S3Kit(Class<? extends S3Peer> kind) {
        peer = S3Peers.shared(kind);
    }

    @Override
    protected Storage storage() {
        return S3Peers.storage(peer.endpoint());
    }

    @Override
    protected Storage secondClient(Storage first) {
        return S3Peers.storage(peer.endpoint());
    }

    @Override
    protected Location folder() {
        return S3Peers.folder();
    }

    @Override
    protected boolean leavesUnfinishedWrites() {
        return true;
    }

    @Override
    protected boolean tellsLifecycleRules() {
        return true;
    }

    @Override
    protected boolean deleteByAge(List<String> prefixes, int days) {
        try (S3Client client = S3Peers.client(peer.endpoint())) {
            if (prefixes.isEmpty()) {
                client.deleteBucketLifecycle(r -> r.bucket(S3Peers.BUCKET));
                return true;
            }
            List<LifecycleRule> rules = prefixes.stream()
                    .map(prefix -> LifecycleRule.builder()
                            .status("Enabled")
                            .filter(f -> f.prefix(prefix))
                            .expiration(e -> e.days(days))
                            .build())
                    .toList();
            client.putBucketLifecycleConfiguration(
                    r -> r.bucket(S3Peers.BUCKET).lifecycleConfiguration(c -> c.rules(rules)));
            return true;
        }
    }

    @Override
    protected boolean tellsVersions() {
        return true;
    }

    /** S3 answers a write without the time that it gives the object. */
    @Override
    protected boolean tellsExactTimes() {
        return false;
    }
}
