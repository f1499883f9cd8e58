package io.weft.spi.storage.remote;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.OutputState;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.StorageOutput;
import io.weft.spi.storage.remote.ObjectStore.Upload;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a part at a time. An object that fits into one is written by one request; else the parts are sent by other
 * threads while the next one is gathered. Not thread-safe.
 */
final class RemoteOutput implements StorageOutput {
    private static final System.Logger LOG = System.getLogger("io.weft.storage");
    private static final int FIRST_BUFFER = 16 << 10;

    private final ObjectStore store;
    private final Requests requests;
    private final Parts parts;
    private final Location object;
    private final Precondition precondition;
    private final Mark mark;
    private final OutputState state;
    private final List<Future<String>> sent = new ArrayList<>();
    private byte[] buffer = new byte[FIRST_BUFFER];
    private int gathered;
    private int arrived;
    private long position;
    private @Nullable Upload upload;

    RemoteOutput(ObjectStore store, Requests requests, Parts parts, Location object, Precondition precondition) {
        this.store = store;
        this.requests = requests;
        this.parts = parts;
        this.object = object;
        this.precondition = precondition;
        this.mark = new Mark(store, object);
        this.state = new OutputState(object);
    }

    @Override
    public void write(byte[] source, int offset, int count) {
        requests.requireOpen();
        state.requireOpen();
        Objects.checkFromIndexSize(offset, count, source.length);
        requireSent();
        state.requireWhole();
        try {
            gather(source, offset, count);
        } catch (RuntimeException e) {
            state.breakOff();
            throw e;
        }
        position += count;
    }

    private void gather(byte[] source, int offset, int count) {
        int done = 0;
        while (done < count) {
            int size = parts.size(sent.size() + 1);
            if (gathered == size) {
                send();
                continue;
            }
            int some = Math.min(count - done, size - gathered);
            require(gathered + some, size);
            System.arraycopy(source, offset + done, buffer, gathered, some);
            gathered += some;
            done += some;
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public ObjectInfo commit() {
        requests.requireOpen();
        state.requireOpen();
        requireSent();
        state.commit();
        Instant time = upload == null ? put() : complete();
        upload = null;
        close();
        return new ObjectInfo(object, position, time);
    }

    @Override
    public void close() {
        if (!state.close()) {
            return;
        }
        Futures.settle(sent);
        parts.giveBack(buffer);
        buffer = new byte[0];
        if (upload != null) {
            abort(upload);
        }
    }

    private Instant put() {
        return requests.marked(() -> store.put(object, buffer, gathered, precondition, mark.text()), mark::written);
    }

    private Instant complete() {
        Upload all = Objects.requireNonNull(upload);
        if (gathered > 0) {
            send();
        }
        List<String> tags = Futures.all(sent);
        try {
            return requests.marked(() -> all.complete(tags), mark::written);
        } catch (StorageException e) {
            if (e.kind() == Kind.OUTCOME_UNKNOWN) {
                // It may still take effect, so nobody drops the parts.
                upload = null;
            }
            throw e;
        }
    }

    /** Hands the part that was gathered to another thread. */
    private void send() {
        int number = sent.size() + 1;
        if (number > parts.limits().mostParts()) {
            throw new StorageException(
                    Kind.TOO_LARGE,
                    object + " has more bytes than " + parts.limits().mostParts()
                            + " parts can hold. Write several objects, or larger parts",
                    null);
        }
        if (upload == null) {
            upload = requests.repeatable(() -> store.begin(object, precondition, mark.text()));
        }
        Upload whole = upload;
        if (!parts.limits().inAnyOrder()) {
            Futures.all(sent.subList(Math.max(0, number - 2), number - 1));
        }
        byte[] part = buffer;
        int count = gathered;
        sent.add(parts.send(() -> {
            String tag = requests.repeatable(() -> whole.send(number, part, count));
            parts.giveBack(part);
            return tag;
        }));
        buffer = new byte[0];
        gathered = 0;
    }

    /** Small objects take little memory, large ones no copying. */
    private void require(int capacity, int most) {
        if (capacity > buffer.length) {
            if (gathered == 0 && upload != null) {
                buffer = parts.take(most);
            } else {
                buffer = Arrays.copyOf(buffer, Math.min(most, Math.max(capacity, 2 * buffer.length)));
            }
        }
    }

    private void abort(Upload unfinished) {
        try {
            requests.repeatable(() -> {
                unfinished.abort();
                return object;
            });
        } catch (StorageException e) {
            // What stays is invisible; a clean-up drops it.
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "The parts of " + object + ", which was given up, could not be dropped: " + e.getMessage());
        }
    }

    /** A part that could not be sent is heard of as soon as possible. */
    private void requireSent() {
        while (arrived < sent.size() && sent.get(arrived).isDone()) {
            Futures.one(sent.get(arrived));
            arrived++;
        }
    }
}
