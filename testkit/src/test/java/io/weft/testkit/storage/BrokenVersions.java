package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectVersion;
import io.weft.spi.storage.ObjectVersions;
import io.weft.spi.storage.StorageInput;
import io.weft.storage.MemoryStorage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Ways to get versions of objects wrong, and a behaviour of the kit that must notice. */
enum BrokenVersions {
    /** As a listing by prefix tells them. */
    TELLS_OTHER_NAMES("versionsOfOtherNamesAreNotTold") {
        @Override
        List<ObjectVersion> versions(MemoryStorage good, Location object) {
            List<ObjectVersion> versions = new ArrayList<>();
            for (ObjectInfo sibling : good.list(object.parent(), "")) {
                if (sibling.location().toString().startsWith(object.toString())) {
                    versions.addAll(good.versions(sibling.location()));
                }
            }
            return versions;
        }
    },
    TELLS_THE_OLDEST_FIRST("earlierVersionsAreKept") {
        @Override
        List<ObjectVersion> versions(MemoryStorage good, Location object) {
            List<ObjectVersion> versions = new ArrayList<>(good.versions(object));
            Collections.reverse(versions);
            return versions;
        }
    },
    TELLS_ONE_PAGE("manyVersionsAreAllTold") {
        @Override
        List<ObjectVersion> versions(MemoryStorage good, Location object) {
            return good.versions(object).stream().limit(1000).toList();
        }
    },
    TELLS_DELETIONS("whatWasDeletedCanBeReadAndBroughtBack") {
        @Override
        List<ObjectVersion> versions(MemoryStorage good, Location object) {
            List<ObjectVersion> versions = new ArrayList<>(good.versions(object));
            if (!versions.isEmpty() && good.stat(object).isEmpty()) {
                versions.add(0, new ObjectVersion(object, "marker", 0, Instant.EPOCH));
            }
            return versions;
        }
    },
    FORGETS_WHAT_WAS_DELETED("whatWasDeletedCanBeReadAndBroughtBack") {
        @Override
        List<ObjectVersion> versions(MemoryStorage good, Location object) {
            return good.stat(object).isEmpty() ? List.of() : good.versions(object);
        }
    },
    READS_WHAT_IS_THERE("aVersionIsReadAsItWasOrNotAtAll") {
        @Override
        StorageInput open(MemoryStorage good, ObjectVersion version) {
            return good.open(version.object());
        }
    },
    WORKS_AFTER_CLOSE("aClosedStorageTellsNoVersions") {
        @Override
        List<ObjectVersion> versions(MemoryStorage good, Location object) {
            return List.of(new ObjectVersion(object, "v1", 7, Instant.EPOCH));
        }
    };

    final String noticedBy;

    BrokenVersions(String noticedBy) {
        this.noticedBy = noticedBy;
    }

    List<ObjectVersion> versions(MemoryStorage good, Location object) {
        return good.versions(object);
    }

    StorageInput open(MemoryStorage good, ObjectVersion version) {
        return good.open(version);
    }

    ForwardingStorage storage() {
        return new Broken(MemoryStorage.keepingVersions(InstantSource.system()));
    }

    private final class Broken extends ForwardingStorage implements ObjectVersions {
        private final MemoryStorage good;

        Broken(MemoryStorage good) {
            super(good);
            this.good = good;
        }

        @Override
        public List<ObjectVersion> versions(Location object) {
            return BrokenVersions.this.versions(good, object);
        }

        @Override
        public StorageInput open(ObjectVersion version) {
            return BrokenVersions.this.open(good, version);
        }
    }
}
