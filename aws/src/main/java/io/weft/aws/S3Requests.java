package io.weft.aws;

import static io.weft.aws.S3Errors.Effect.READS;
import static io.weft.aws.S3Errors.Effect.WRITES;

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
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListMultipartUploadsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Object;

/** One request to S3 a call. Thread-safe. */
final class S3Requests implements VersionedStore, ObjectLifecycle {
    private static final Set<String> SCHEMES = Set.of("s3", "s3a");
    private static final long GIB = 1L << 30;
    /** Of S3: one request takes 5 GiB, a part has at least 5 MiB, an object at most 10,000 parts, a request deletes 1,000. */
    private static final Limits LIMITS = new Limits(5 * GIB, 5 << 20, 5 * GIB, 10_000, true, 1_000);

    private final S3Client client;
    private final S3Options options;
    private final S3Copies copies;
    private final S3Lifecycle lifecycle;

    S3Requests(S3Client client, S3Options options) {
        this.client = client;
        this.options = options;
        this.copies = new S3Copies(client, options, this);
        this.lifecycle = new S3Lifecycle(client, options);
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
        try {
            HeadObjectResponse found =
                    client.headObject(r -> r.bucket(object.authority()).key(object.path()));
            return Optional.of(new ObjectInfo(object, found.contentLength(), found.lastModified()));
        } catch (SdkException e) {
            // The answer to a HEAD has no body, so a missing bucket looks the same.
            if (S3Errors.status(e) == 404) {
                return Optional.empty();
            }
            throw S3Errors.of("look up", object, READS, e);
        }
    }

    @Override
    public Optional<Written> written(Location object) {
        try {
            HeadObjectResponse found =
                    client.headObject(r -> r.bucket(object.authority()).key(object.path()));
            return S3Options.markOf(found.metadata()).map(mark -> new Written(mark, found.lastModified()));
        } catch (SdkException e) {
            if (S3Errors.status(e) == 404) {
                return Optional.empty();
            }
            throw S3Errors.of("look up", object, READS, e);
        }
    }

    @Override
    public byte[] read(Location object, int maxBytes) {
        try (ResponseInputStream<GetObjectResponse> answer = get(object, r -> {})) {
            long size = answer.response().contentLength();
            if (size > maxBytes) {
                answer.abort();
                throw new StorageException(
                        Kind.TOO_LARGE,
                        object + " has " + size + " bytes, more than the " + maxBytes + " allowed here",
                        null);
            }
            byte[] bytes = new byte[(int) size];
            fill(object, answer, bytes, 0, bytes.length);
            return bytes;
        } catch (SdkException e) {
            throw unread(object, e);
        } catch (IOException e) {
            throw broken(object, e);
        }
    }

    @Override
    public Version open(Location object, int tail) {
        return open(object, r -> {}, S3Version::of, tail);
    }

    @Override
    public Version open(ObjectVersion version, int tail) {
        S3Version asked = S3Version.of(version.id());
        return open(version.object(), asked::ask, answer -> asked, tail);
    }

    private Version open(
            Location object,
            Consumer<GetObjectRequest.Builder> which,
            Function<GetObjectResponse, S3Version> version,
            int tail) {
        try (ResponseInputStream<GetObjectResponse> answer =
                get(object, which.andThen(r -> r.range("bytes=-" + tail)))) {
            GetObjectResponse found = answer.response();
            String tag = version.apply(found).text();
            String range = found.contentRange();
            if (range == null && found.contentLength() > tail) {
                // A store that ignores ranges from the end sends all of it.
                answer.abort();
                return new Version(tag, found.contentLength(), new byte[0]);
            }
            long size = range == null
                    ? found.contentLength()
                    : Long.parseLong(range, range.indexOf('/') + 1, range.length(), 10);
            byte[] bytes = new byte[found.contentLength().intValue()];
            fill(object, answer, bytes, 0, bytes.length);
            return new Version(tag, size, bytes);
        } catch (SdkException e) {
            // Of an object without bytes no range can be had.
            if (S3Errors.status(e) == 416) {
                return new Version("", 0, new byte[0]);
            }
            throw unread(object, e);
        } catch (IOException e) {
            throw broken(object, e);
        }
    }

    @Override
    public void read(Location object, Version version, long position, byte[] target, int offset, int count) {
        try (ResponseInputStream<GetObjectResponse> answer = get(
                object,
                r -> S3Version.of(version.tag()).ask(r.range("bytes=" + position + "-" + (position + count - 1))))) {
            if (answer.response().contentLength() != count) {
                answer.abort();
                throw new StorageException(
                        Kind.FAILED,
                        "S3 sent " + answer.response().contentLength() + " bytes of " + object + " where " + count
                                + " were asked for. Whatever stands between does not know ranges",
                        null);
            }
            fill(object, answer, target, offset, count);
        } catch (SdkException e) {
            throw unread(object, e);
        } catch (IOException e) {
            throw broken(object, e);
        }
    }

    @Override
    public Instant put(Location object, byte[] bytes, int count, Precondition precondition, String mark) {
        PutObjectRequest.Builder request =
                options.put(mark).bucket(object.authority()).key(object.path());
        if (precondition == Precondition.ABSENT) {
            request.ifNoneMatch("*");
        }
        if (options.checksums()) {
            request.checksumCRC32C(S3Answers.crc32c(bytes, count));
        }
        return S3Answers.time(
                S3Errors.write("write", object, () -> client.putObject(request.build(), S3Answers.body(bytes, count))));
    }

    @Override
    public Upload begin(Location object, Precondition precondition, String mark) {
        return S3Upload.begin(client, options, object, precondition, mark);
    }

    @Override
    public void delete(Location object) {
        S3Errors.write(
                "delete",
                object,
                () -> client.deleteObject(r -> r.bucket(object.authority()).key(object.path())));
    }

    @Override
    public void delete(List<Location> objects) {
        String bucket = objects.get(0).authority();
        List<ObjectIdentifier> keys = objects.stream()
                .map(object -> ObjectIdentifier.builder().key(object.path()).build())
                .toList();
        DeleteObjectsResponse answer;
        try {
            answer = client.deleteObjects(
                    r -> r.bucket(bucket).delete(d -> d.objects(keys).quiet(true)));
        } catch (SdkException e) {
            if (S3Errors.doesNotKnow(e)) {
                // A store that has only the request for one object, as Google's gateway for S3.
                VersionedStore.super.delete(objects);
                return;
            }
            throw S3Errors.of("delete", objects.get(0), WRITES, e);
        }
        S3Errors.requireNone(answer, bucket);
    }

    @Override
    public Page list(Location folder, String startAfter, @Nullable String page) {
        String prefix = prefix(folder);
        try {
            ListObjectsV2Response answer = client.listObjectsV2(r -> {
                r.bucket(folder.authority()).prefix(prefix);
                if (page != null) {
                    r.continuationToken(page);
                } else if (!startAfter.isEmpty()) {
                    r.startAfter(prefix + startAfter);
                }
            });
            List<ObjectInfo> objects = new ArrayList<>();
            for (S3Object object : answer.contents()) {
                locate(folder, object.key().substring(prefix.length()))
                        .ifPresent(location ->
                                objects.add(new ObjectInfo(location, object.size(), object.lastModified())));
            }
            return new Page(objects, Boolean.TRUE.equals(answer.isTruncated()) ? answer.nextContinuationToken() : null);
        } catch (SdkException e) {
            throw S3Errors.of("list", folder, READS, e);
        }
    }

    @Override
    public List<ObjectVersion> versions(Location object) {
        List<ObjectVersion> versions = new ArrayList<>();
        String key = null;
        String id = null;
        do {
            String keyMarker = key;
            String idMarker = id;
            ListObjectVersionsResponse answer;
            try {
                answer = client.listObjectVersions(r -> r.bucket(object.authority())
                        .prefix(object.path())
                        .keyMarker(keyMarker)
                        .versionIdMarker(idMarker));
            } catch (SdkException e) {
                throw S3Errors.of("list versions of", object, READS, e);
            }
            answer.versions().stream()
                    .filter(found -> found.key().equals(object.path()))
                    .map(found ->
                            new ObjectVersion(object, S3Version.of(found).text(), found.size(), found.lastModified()))
                    .forEach(versions::add);
            // Of all names with that prefix the prefix itself comes first.
            boolean more =
                    Boolean.TRUE.equals(answer.isTruncated()) && object.path().equals(answer.nextKeyMarker());
            key = more ? answer.nextKeyMarker() : null;
            id = more ? answer.nextVersionIdMarker() : null;
        } while (key != null);
        return versions;
    }

    @Override
    public void copy(Location source, Location target, Precondition precondition) {
        copies.copy(source, target, precondition);
    }

    @Override
    public boolean keepsUnfinishedUploads() {
        return true;
    }

    @Override
    public int discard(Location folder, Instant notSince) {
        int discarded = 0;
        String key = null;
        String upload = null;
        do {
            String keyMarker = key;
            String uploadMarker = upload;
            ListMultipartUploadsResponse answer = S3Errors.write(
                    "list unfinished uploads of",
                    folder,
                    () -> client.listMultipartUploads(r -> r.bucket(folder.authority())
                            .prefix(prefix(folder))
                            .keyMarker(keyMarker)
                            .uploadIdMarker(uploadMarker)));
            for (MultipartUpload found : answer.uploads()) {
                if (found.initiated().isBefore(notSince)) {
                    abort(folder, found);
                    discarded++;
                }
            }
            boolean more = Boolean.TRUE.equals(answer.isTruncated());
            key = more ? answer.nextKeyMarker() : null;
            upload = more ? answer.nextUploadIdMarker() : null;
        } while (key != null);
        return discarded;
    }

    private void abort(Location folder, MultipartUpload found) {
        try {
            client.abortMultipartUpload(
                    r -> r.bucket(folder.authority()).key(found.key()).uploadId(found.uploadId()));
        } catch (SdkException e) {
            // Somebody else completed or dropped it meanwhile.
            if (S3Errors.status(e) != 404) {
                throw S3Errors.of("drop an unfinished upload of", folder, WRITES, e);
            }
        }
    }

    @Override
    public List<Rule> lifecycleRules(Location folder) {
        return lifecycle.rules(folder);
    }

    @Override
    public void close() {
        client.close();
    }

    private ResponseInputStream<GetObjectResponse> get(Location object, Consumer<GetObjectRequest.Builder> more) {
        return client.getObject(r -> {
            r.bucket(object.authority()).key(object.path());
            more.accept(r);
        });
    }

    private static StorageException unread(Location object, SdkException e) {
        if (S3Errors.code(e).equals("NoSuchKey") || S3Errors.code(e).equals("NoSuchVersion")) {
            return S3Errors.notFound(object, e);
        }
        return S3Errors.status(e) == 412 ? S3Errors.replaced(object, e) : S3Errors.of("read", object, READS, e);
    }

    private static void fill(
            Location object, ResponseInputStream<GetObjectResponse> answer, byte[] target, int offset, int count)
            throws IOException {
        int read = answer.readNBytes(target, offset, count);
        if (read < count) {
            throw new IOException("the answer ended after " + read + " of " + count + " bytes of " + object);
        }
    }

    private static StorageException broken(Location object, IOException e) {
        return S3Errors.of(
                "read",
                object,
                READS,
                SdkClientException.builder()
                        .message("the answer broke off")
                        .cause(e)
                        .build());
    }

    private static String prefix(Location folder) {
        return folder.path().isEmpty() ? "" : folder.path() + "/";
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
