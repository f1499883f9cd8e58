package io.weft.testkit.gcs;

import java.io.ByteArrayOutputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An upload in several requests. Its target is looked at when it ends, not before, so two sessions for one object may both
 * get as far as that. Thread-safe.
 */
final class UploadSession {
    /** What a chunk that is not the last one has beyond a multiple of this is not kept: the client must send it again. */
    private static final int QUANTUM = 256 * 1024;

    private final Store store;
    private final Store.Target target;
    private final Map<String, Object> settings;
    private final Checksums checksums;
    private final Optional<Long> declaredSize;
    private ByteArrayOutputStream received = new ByteArrayOutputStream();

    /** Once the session has ended: what it answers from then on. */
    private Optional<Supplier<StoredObject>> end = Optional.empty();

    UploadSession(
            Store store,
            Store.Target target,
            Map<String, Object> settings,
            Checksums checksums,
            Optional<Long> declaredSize) {
        this.store = store;
        this.target = target;
        this.settings = settings;
        this.checksums = checksums;
        this.declaredSize = declaredSize;
    }

    /**
     * Takes a chunk, a question or the end.
     *
     * @return the object if the upload is complete, empty if more is expected
     */
    synchronized Optional<StoredObject> take(Request request) {
        if (end.isPresent()) {
            return Optional.of(end.get().get());
        }
        ContentRange range = ContentRange.of(request);
        checkTotal(range);
        if (range.first().isPresent()) {
            append(request.body(), range);
        }
        if (range.total().isEmpty() || range.total().get() != received.size()) {
            return Optional.empty();
        }
        return Optional.of(finish(checksums.and(Checksums.of(request))));
    }

    synchronized int size() {
        return received.size();
    }

    /** Drops what was received. A complete upload stays complete. */
    synchronized void cancel() {
        if (end.isEmpty()) {
            received = new ByteArrayOutputStream(0);
            end = Optional.of(() -> {
                throw GcsError.cancelled();
            });
        }
    }

    private void checkTotal(ContentRange range) {
        if (range.total().isEmpty()) {
            return;
        }
        long total = range.total().get();
        if (declaredSize.isPresent() && declaredSize.get() != total) {
            throw GcsError.invalid("Invalid request.  The upload was said to have " + declaredSize.get()
                    + " byte(s), now " + total + ".");
        }
        if (total < received.size()) {
            throw GcsError.invalid("Invalid request.  The upload has already " + received.size()
                    + " byte(s), more than " + total + ".");
        }
    }

    /** Bytes that are here already are sent again after a lost answer, and passed over. */
    private void append(byte[] bytes, ContentRange range) {
        long first = range.first().orElse(0L);
        if (first > received.size()) {
            throw GcsError.beyondWhatIsHere(first, received.size());
        }
        boolean last = range.total().isPresent() && range.total().get() == range.end();
        long kept = last ? range.end() : range.end() / QUANTUM * QUANTUM;
        int from = (int) (received.size() - first);
        int count = (int) (kept - received.size());
        if (count > 0) {
            received.write(bytes, from, count);
        }
    }

    /** However it ends, it has ended: a refusal is repeated to whoever asks again. */
    private StoredObject finish(Checksums all) {
        Supplier<StoredObject> outcome = outcome(all);
        end = Optional.of(outcome);
        received = new ByteArrayOutputStream(0);
        return outcome.get();
    }

    private Supplier<StoredObject> outcome(Checksums all) {
        try {
            Content content = Content.of(received.toByteArray());
            all.check(content);
            StoredObject object = store.put(target, content, settings);
            return () -> object;
        } catch (GcsError e) {
            return () -> {
                throw e;
            };
        }
    }
}
