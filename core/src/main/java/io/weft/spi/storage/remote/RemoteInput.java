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
        requests.requireOpen();
        if (closed) {
            throw new StorageException(
                    Kind.CLOSED, "the input for " + object + " was closed before. Open a new one", null);
        }
        Objects.checkFromIndexSize(position, count, version.size());
        Objects.checkFromIndexSize(offset, count, target.length);
        long tail = version.size() - version.tail().length;
        int fetched = (int) Math.max(0, Math.min(count, tail - position));
        fetch(position, target, offset, fetched);
        if (fetched < count) {
            System.arraycopy(
                    version.tail(), (int) (position + fetched - tail), target, offset + fetched, count - fetched);
        }
    }

    private void fetch(long position, byte[] target, int offset, int count) {
        List<Future<Location>> further = new ArrayList<>();
        try {
            for (int at = parts.size(); at < count; at += parts.size()) {
                int from = at;
                int size = Math.min(parts.size(), count - at);
                further.add(parts.send(() -> request(position + from, target, offset + from, size)));
            }
            if (count > 0) {
                request(position, target, offset, Math.min(parts.size(), count));
            }
        } finally {
            // Nobody may write into the caller's array after this call, whatever came of it.
            Futures.settle(further);
        }
        Futures.all(further);
    }

    private Location request(long position, byte[] target, int offset, int count) {
        return requests.repeatable(() -> {
            store.read(object, version, position, target, offset, count);
            return object;
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
