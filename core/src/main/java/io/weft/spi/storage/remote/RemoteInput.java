package io.weft.spi.storage.remote;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageInput;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;

/** Reads one version of an object by ranges. Its last bytes, where footers are, come with the first request. Not thread-safe. */
final class RemoteInput implements StorageInput {
    /** So many of the last bytes are asked for when a version is opened. */
    static final int TAIL = 64 << 10;

    private final ObjectStore store;
    private final Requests requests;
    private final Parts parts;
    private final Location object;
    private final ObjectStore.Version version;
    private boolean closed;

    RemoteInput(ObjectStore store, Requests requests, Parts parts, Location object, ObjectStore.Version version) {
        this.store = store;
        this.requests = requests;
        this.parts = parts;
        this.object = object;
        this.version = version;
    }

    @Override
    public long length() {
        return version.size();
    }

    @Override
    public void readFully(long position, byte[] target, int offset, int count) {
        readFully(List.of(new Range(position, target, offset, count)));
    }

    @Override
    public void readFully(List<Range> ranges) {
        requests.requireOpen();
        if (closed) {
            throw new StorageException(
                    Kind.CLOSED, "the input for " + object + " was closed before. Open a new one", null);
        }
        List<Range> pieces = new ArrayList<>();
        for (Range range : ranges) {
            Objects.checkFromIndexSize(range.position(), range.count(), version.size());
            Objects.checkFromIndexSize(range.offset(), range.count(), range.target().length);
        }
        ranges.forEach(range -> addPieces(range, pieces));
        fetch(pieces);
    }

    /** What is to be asked for, a part's size at a time; what came along with the opening is put in its place. */
    private void addPieces(Range range, List<Range> pieces) {
        long tail = version.size() - version.tail().length;
        int asked = (int) Math.max(0, Math.min(range.count(), tail - range.position()));
        for (long at = 0; at < asked; at += parts.size()) {
            pieces.add(new Range(range.position() + at, range.target(), range.offset() + (int) at, (int)
                    Math.min(parts.size(), asked - at)));
        }
        if (asked < range.count()) {
            System.arraycopy(
                    version.tail(),
                    (int) (range.position() + asked - tail),
                    range.target(),
                    range.offset() + asked,
                    range.count() - asked);
        }
    }

    private void fetch(List<Range> pieces) {
        if (pieces.isEmpty()) {
            return;
        }
        List<Future<Location>> further = new ArrayList<>();
        try {
            pieces.stream().skip(1).forEach(piece -> further.add(parts.send(() -> request(piece))));
            Location ignored = request(pieces.get(0));
        } finally {
            // Nobody may write into the caller's array after this call, whatever came of it.
            Futures.settle(further);
        }
        List<Location> ignored = Futures.all(further);
    }

    private Location request(Range piece) {
        return requests.repeatable(() -> {
            store.read(object, version, piece.position(), piece.target(), piece.offset(), piece.count());
            return object;
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
