package io.weft.gcp;

import static io.weft.gcp.GcsErrors.Effect.READS;
import static io.weft.gcp.GcsErrors.Effect.WRITES;

import com.google.api.client.http.ByteArrayContent;
import com.google.api.client.http.HttpResponse;
import com.google.api.services.storage.Storage;
import com.google.api.services.storage.model.Objects;
import com.google.api.services.storage.model.RewriteResponse;
import com.google.api.services.storage.model.StorageObject;
import io.weft.WeftException;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.ObjectLifecycle;
import io.weft.spi.storage.ObjectVersion;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.remote.VersionedStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One request to the JSON API of Cloud Storage a call, but for copies of large objects.
 *
 * <p>They are made with the client that Google generates from the description of its API, which sends what it is told and
 * once. The client above that one, {@code google-cloud-storage}, repeats inside its readers and writers, and is four times
 * as heavy. Thread-safe.
 */
final class GcsRequests implements VersionedStore, ObjectLifecycle {
    private static final Set<String> SCHEMES = Set.of("gs");
    private static final long TIB = 1L << 40;
    private static final int LARGEST_PART = 1 << 30;
    /** Of Google: an object has at most 5 TiB. Of an upload's parts it limits only the order, and the size to multiples. */
    private static final Limits LIMITS =
            new Limits(5 * TIB, GcsUpload.QUANTUM, LARGEST_PART, Integer.MAX_VALUE, false, 1);
    /** No write's own: a copy is not asked after. */
    private static final String UNMARKED = "copy";

    private final Storage client;
    private final GcsOptions options;
    private final GcsLifecycle lifecycle;

    GcsRequests(Storage client, GcsOptions options) {
        this.client = client;
        this.options = options;
        this.lifecycle = new GcsLifecycle(client);
    }

    @Override
    public Set<String> schemes() {
        return SCHEMES;
    }

    @Override
    public Limits limits() {
        return LIMITS;
    }

    @Override
    public Optional<ObjectInfo> stat(Location object) {
        return look(object, "size,timeCreated").map(found -> info(object, found));
    }

    @Override
    public Optional<Written> written(Location object) {
        return look(object, "metadata,timeCreated")
                .flatMap(found -> GcsOptions.markOf(found).map(mark -> new Written(mark, GcsAnswers.time(found))));
    }

    private Optional<StorageObject> look(Location object, String fields) {
        try {
            return Optional.of(GcsErrors.once(() -> client.objects()
                    .get(object.authority(), object.path())
                    .setFields(fields)
                    .execute()));
        } catch (IOException e) {
            if (GcsErrors.isMissing(e)) {
                return Optional.empty();
            }
            throw GcsErrors.of("look up", object, READS, e);
        }
    }

    @Override
    public byte[] read(Location object, int maxBytes) {
        try {
            HttpResponse answer = get(object).executeMedia();
            long size = GcsAnswers.length(object, answer);
            if (size > maxBytes) {
                answer.disconnect();
                throw new StorageException(
                        Kind.TOO_LARGE,
                        object + " has " + size + " bytes, more than the " + maxBytes + " allowed here",
                        null);
            }
            return whole(object, answer, (int) size);
        } catch (IOException e) {
            throw unread(object, e);
        }
    }

    @Override
    public Version open(Location object, int tail) {
        return open(object, null, tail);
    }

    @Override
    public Version open(ObjectVersion version, int tail) {
        return open(version.object(), Long.valueOf(version.id()), tail);
    }

    private Version open(Location object, @Nullable Long asked, int tail) {
        try {
            Storage.Objects.Get request = get(object).setGeneration(asked);
            request.getRequestHeaders().setRange("bytes=-" + tail);
            HttpResponse answer = request.executeMedia();
            String generation = GcsAnswers.generation(object, answer);
            long count = GcsAnswers.length(object, answer);
            String range = answer.getHeaders().getContentRange();
            if (range == null && count > tail) {
                // A store that ignores ranges from the end sends all of it.
                answer.disconnect();
                return new Version(generation, count, new byte[0]);
            }
            long size = range == null ? count : GcsAnswers.size(range);
            if (size == count) {
                return new Version(generation, size, whole(object, answer, (int) size));
            }
            byte[] bytes = new byte[(int) count];
            GcsAnswers.fill(answer, bytes, 0, bytes.length);
            return new Version(generation, size, bytes);
        } catch (IOException e) {
            // Of an object without bytes no range can be had.
            if (GcsErrors.status(e) == 416) {
                return new Version("", 0, new byte[0]);
            }
            throw unread(object, e);
        }
    }

    @Override
    public void read(Location object, Version version, long position, byte[] target, int offset, int count) {
        try {
            Storage.Objects.Get request = get(object).setGeneration(Long.valueOf(version.tag()));
            request.getRequestHeaders().setRange("bytes=" + position + "-" + (position + count - 1));
            HttpResponse answer = request.executeMedia();
            long sent = GcsAnswers.length(object, answer);
            if (sent != count) {
                answer.disconnect();
                throw new StorageException(
                        Kind.FAILED,
                        "GCS sent " + sent + " bytes of " + object + " where " + count
                                + " were asked for. Whatever stands between does not know ranges",
                        null);
            }
            GcsAnswers.fill(answer, target, offset, count);
        } catch (IOException e) {
            throw GcsErrors.isMissing(e) ? GcsErrors.replaced(object, e) : GcsErrors.of("read", object, READS, e);
        }
    }

    @Override
    public Instant put(Location object, byte[] bytes, int count, Precondition precondition, String mark) {
        StorageObject told = options.describe(mark).setCrc32c(GcsAnswers.crc32c(bytes, count));
        ByteArrayContent content = new ByteArrayContent(GcsAnswers.BYTES, bytes, 0, count);
        return GcsAnswers.time(GcsErrors.write("write", object, precondition, () -> {
            Storage.Objects.Insert insert =
                    options.insert(client, object, told, content, precondition).setFields("timeCreated");
            // In one request, not in a session that the client would resume by itself.
            insert.getMediaHttpUploader().setDirectUploadEnabled(true);
            return insert.execute();
        }));
    }

    @Override
    public Upload begin(Location object, Precondition precondition, String mark) {
        return GcsUpload.begin(client, options, object, precondition, mark);
    }

    @Override
    public void delete(Location object) {
        try {
            client.objects().delete(object.authority(), object.path()).execute();
        } catch (IOException e) {
            if (!GcsErrors.isMissing(e)) {
                throw GcsErrors.of("delete", object, WRITES, e);
            }
        }
    }

    @Override
    public Page list(Location folder, String startAfter, @Nullable String page) {
        String prefix = folder.path().isEmpty() ? "" : folder.path() + "/";
        try {
            Objects answer = GcsErrors.once(() -> client.objects()
                    .list(folder.authority())
                    .setPrefix(prefix)
                    .setStartOffset(prefix + startAfter)
                    .setPageToken(page)
                    .setFields("items(name,size,timeCreated),nextPageToken")
                    .execute());
            List<ObjectInfo> objects = new ArrayList<>();
            List<StorageObject> items = answer.getItems();
            for (StorageObject found : items == null ? List.<StorageObject>of() : items) {
                String key = found.getName().substring(prefix.length());
                // The listing begins at that key, not after it.
                if (!key.equals(startAfter)) {
                    locate(folder, key).ifPresent(location -> objects.add(info(location, found)));
                }
            }
            return new Page(objects, answer.getNextPageToken());
        } catch (IOException e) {
            throw GcsErrors.of("list", folder, READS, e);
        }
    }

    @Override
    public List<ObjectVersion> versions(Location object) {
        List<ObjectVersion> versions = new ArrayList<>();
        String page = null;
        do {
            Objects answer = versions(object, page);
            page = answer.getNextPageToken();
            List<StorageObject> items = answer.getItems();
            for (StorageObject found : items == null ? List.<StorageObject>of() : items) {
                if (found.getName().equals(object.path())) {
                    ObjectInfo info = info(object, found);
                    versions.add(new ObjectVersion(
                            object, found.getGeneration().toString(), info.size(), info.lastModified()));
                } else {
                    // Of all names with that prefix the prefix itself comes first.
                    page = null;
                }
            }
        } while (page != null);
        Collections.reverse(versions);
        return versions;
    }

    /** A page of them, oldest first. */
    private Objects versions(Location object, @Nullable String page) {
        try {
            return GcsErrors.once(() -> client.objects()
                    .list(object.authority())
                    .setPrefix(object.path())
                    .setVersions(true)
                    .setPageToken(page)
                    .setFields("items(name,generation,size,timeCreated),nextPageToken")
                    .execute());
        } catch (IOException e) {
            throw GcsErrors.of("list versions of", object, READS, e);
        }
    }

    @Override
    public void copy(Location source, Location target, Precondition precondition) {
        if (source.equals(target)) {
            copyOntoItself(source, precondition);
            return;
        }
        String token = null;
        boolean done;
        do {
            RewriteResponse answer = rewrite(source, target, precondition, token);
            token = answer.getRewriteToken();
            done = Boolean.TRUE.equals(answer.getDone());
        } while (!done);
    }

    private void copyOntoItself(Location object, Precondition precondition) {
        if (stat(object).isEmpty()) {
            throw GcsErrors.notFound(object, null);
        }
        if (precondition == Precondition.ABSENT) {
            throw GcsErrors.exists(object, null);
        }
    }

    /** One call copies as much as it does in half a minute; within a place and a storage class that is all. */
    private RewriteResponse rewrite(
            Location source, Location target, Precondition precondition, @Nullable String token) {
        return GcsErrors.write("copy to", target, precondition, () -> {
            try {
                return client.objects()
                        .rewrite(
                                source.authority(),
                                source.path(),
                                target.authority(),
                                target.path(),
                                options.describe(UNMARKED))
                        .setIfGenerationMatch(GcsOptions.generation(precondition))
                        .setDestinationKmsKeyName(options.kmsKey())
                        .setRewriteToken(token)
                        .setFields("done,rewriteToken")
                        .execute();
            } catch (IOException e) {
                if (GcsErrors.isMissing(e)) {
                    throw GcsErrors.notFound(source, e);
                }
                throw e;
            }
        });
    }

    /** Sessions cannot be listed. Google drops one after a week, and what was sent to it with it. */
    @Override
    public boolean keepsUnfinishedUploads() {
        return false;
    }

    @Override
    public int discard(Location folder, Instant notSince) {
        return 0;
    }

    @Override
    public List<Rule> lifecycleRules(Location folder) {
        return lifecycle.rules(folder);
    }

    /** Connections are the JDK's, which closes those that nobody uses. */
    @Override
    public void close() {}

    /** Asks for the bytes as they are stored: were they compressed, the client would open them. */
    private Storage.Objects.Get get(Location object) throws IOException {
        Storage.Objects.Get request = client.objects().get(object.authority(), object.path());
        request.setReturnRawInputStream(true);
        return request;
    }

    private static byte[] whole(Location object, HttpResponse answer, int size) throws IOException {
        byte[] bytes = new byte[size];
        GcsAnswers.fill(answer, bytes, 0, size);
        if (!GcsAnswers.isSound(answer.getHeaders(), bytes)) {
            throw GcsErrors.damaged(object);
        }
        return bytes;
    }

    private static StorageException unread(Location object, IOException e) {
        return GcsErrors.isMissing(e) ? GcsErrors.notFound(object, e) : GcsErrors.of("read", object, READS, e);
    }

    private static ObjectInfo info(Location location, StorageObject found) {
        // Google's own test server leaves out what is zero.
        long size = found.getSize() == null ? 0 : found.getSize().longValueExact();
        return new ObjectInfo(location, size, GcsAnswers.time(found));
    }

    private static Optional<Location> locate(Location folder, String key) {
        if (key.isEmpty() || key.endsWith("/")) {
            // What consoles put there to show a folder.
            return Optional.empty();
        }
        try {
            return Optional.of(folder.resolve(key));
        } catch (WeftException e) {
            // No location can name this object, so no call can have written it and none could read it.
            return Optional.empty();
        }
    }
}
