package io.weft.spi.storage.remote;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Fetches page after page while somebody iterates. Not thread-safe. */
final class RemoteListing implements Iterator<ObjectInfo> {
    private final ObjectStore store;
    private final Requests requests;
    private final Location folder;
    private final String startAfter;
    private Iterator<ObjectInfo> page = Collections.emptyIterator();
    private @Nullable String next;
    private boolean begun;

    RemoteListing(ObjectStore store, Requests requests, Location folder, String startAfter) {
        this.store = store;
        this.requests = requests;
        this.folder = folder;
        this.startAfter = startAfter;
    }

    @Override
    public boolean hasNext() {
        requests.requireOpen();
        while (!page.hasNext() && (!begun || next != null)) {
            String token = next;
            ObjectStore.Page fetched = requests.repeatable(() -> store.list(folder, startAfter, token));
            page = fetched.objects().iterator();
            next = fetched.next();
            begun = true;
        }
        return page.hasNext();
    }

    @Override
    public ObjectInfo next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the listing of " + folder + " has no more objects");
        }
        return page.next();
    }
}
