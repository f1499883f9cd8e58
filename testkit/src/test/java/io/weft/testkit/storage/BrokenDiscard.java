package io.weft.testkit.storage;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.UnfinishedWrites;
import io.weft.storage.LocalStorage;
import java.time.Instant;

/** Ways to get the discarding of unfinished writes wrong, and a behaviour of the kit that must notice. */
enum BrokenDiscard {
    DISCARDS_NOTHING("anUnfinishedWriteIsDiscardedAndCannotBeCommitted") {
        @Override
        int discard(LocalStorage good, Location folder, Instant notSince) {
            return 1;
        }
    },
    DISCARDS_THE_YOUNG("aWriteThatIsYoungerIsLeftAlone") {
        @Override
        int discard(LocalStorage good, Location folder, Instant notSince) {
            return good.discard(folder, Instant.MAX);
        }
    },
    DISCARDS_ELSEWHERE("aWriteElsewhereIsLeftAlone") {
        @Override
        int discard(LocalStorage good, Location folder, Instant notSince) {
            return good.discard(folder.parent(), notSince);
        }
    },
    DISCARDS_OBJECTS("objectsStayWhenWritesAreDiscarded") {
        @Override
        int discard(LocalStorage good, Location folder, Instant notSince) {
            for (ObjectInfo object : good.list(folder, "")) {
                good.delete(object.location());
            }
            return good.discard(folder, notSince);
        }
    },
    WORKS_AFTER_CLOSE("aClosedStorageDoesNotDiscard") {
        @Override
        int discard(LocalStorage good, Location folder, Instant notSince) {
            try (LocalStorage another = LocalStorage.create()) {
                return another.discard(folder, notSince);
            }
        }
    };

    final String noticedBy;

    BrokenDiscard(String noticedBy) {
        this.noticedBy = noticedBy;
    }

    abstract int discard(LocalStorage good, Location folder, Instant notSince);

    ForwardingStorage storage() {
        return new Broken(LocalStorage.create());
    }

    private final class Broken extends ForwardingStorage implements UnfinishedWrites {
        private final LocalStorage good;

        Broken(LocalStorage good) {
            super(good);
            this.good = good;
        }

        @Override
        public int discard(Location folder, Instant notSince) {
            return BrokenDiscard.this.discard(good, folder, notSince);
        }
    }
}
