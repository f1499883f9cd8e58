package io.weft.testkit.gcs;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** Finds whose call a request is, counts it, and turns refusals into answers. Thread-safe. */
final class Router {
    /** Any other parameter would have an effect that the double does not have. */
    private static final Set<String> PARAMETERS = Set.of(
            "alt",
            "delimiter",
            "endOffset",
            "fields",
            "generation",
            "ifGenerationMatch",
            "ifGenerationNotMatch",
            "ifMetagenerationMatch",
            "ifMetagenerationNotMatch",
            "ifSourceGenerationMatch",
            "ifSourceGenerationNotMatch",
            "ifSourceMetagenerationMatch",
            "ifSourceMetagenerationNotMatch",
            "key",
            "maxBytesRewrittenPerCall",
            "maxResults",
            "name",
            "pageToken",
            "prefix",
            "prettyPrint",
            "project",
            "projection",
            "quotaUser",
            "rewriteToken",
            "sourceGeneration",
            "startOffset",
            "upload_id",
            "uploadType",
            "userProject",
            "versions");

    private final BucketCalls buckets;
    private final ObjectCalls objects;
    private final UploadCalls uploads;
    private final CopyCalls copies;
    private final BatchCalls batches = new BatchCalls(this::answer);
    private final Map<GcsCall, Long> counts = new EnumMap<>(GcsCall.class);

    Router(Store store, Resources resources) {
        this.buckets = new BucketCalls(store, resources);
        this.objects = new ObjectCalls(store, resources);
        this.uploads = new UploadCalls(store, resources);
        this.copies = new CopyCalls(store, resources);
    }

    Response answer(Request request) {
        try {
            checkKnown(request);
            return route(request).get();
        } catch (GcsError e) {
            return speaksPlainText(request, e) ? e.plain() : e.json();
        }
    }

    Map<GcsCall, Long> counts() {
        synchronized (counts) {
            return new EnumMap<>(counts);
        }
    }

    private static boolean speaksPlainText(Request request, GcsError error) {
        return request.method().equals("GET") ? request.isMedia() : error.code() == 503;
    }

    private static void checkKnown(Request request) {
        for (String parameter : request.parameters().keySet()) {
            if (!PARAMETERS.contains(parameter)) {
                throw GcsError.notImplemented("the parameter \"" + parameter + "\"");
            }
        }
        for (String header : request.headers().keySet()) {
            if (header.startsWith("x-goog-encryption") || header.startsWith("x-goog-copy-source-encryption")) {
                throw GcsError.notImplemented("encryption with keys of clients");
            }
        }
    }

    private Supplier<Response> route(Request request) {
        List<String> path = request.path();
        return switch (String.join("/", path.subList(0, Math.min(3, path.size())))) {
            case "batch/storage/v1" -> call(GcsCall.BATCH, () -> batches.batch(request));
            case "upload/storage/v1" -> upload(request, path.subList(3, path.size()));
            case "download/storage/v1" -> resource(request, path.subList(3, path.size()));
            default ->
                path.size() > 2 && path.subList(0, 2).equals(List.of("storage", "v1"))
                        ? resource(request, path.subList(2, path.size()))
                        : unknown(request);
        };
    }

    private Supplier<Response> upload(Request request, List<String> path) {
        if (path.size() != 3 || !path.get(0).equals("b") || !path.get(2).equals("o")) {
            return unknown(request);
        }
        boolean session = request.parameter("upload_id").isPresent();
        return switch (request.method()) {
            case "DELETE" -> call(GcsCall.OBJECTS_INSERT_RESUME, () -> uploads.cancel(request));
            case "POST", "PUT" ->
                session
                        ? call(GcsCall.OBJECTS_INSERT_RESUME, () -> uploads.resume(request))
                        : call(GcsCall.OBJECTS_INSERT, () -> uploads.begin(request, path.get(1)));
            default -> unknown(request);
        };
    }

    private Supplier<Response> resource(Request request, List<String> path) {
        boolean aboutObjects = path.size() < 3 || path.get(2).equals("o");
        if (!path.get(0).equals("b") || !aboutObjects) {
            return unknown(request);
        }
        return switch (path.size()) {
            case 1 -> ofBuckets(request);
            case 2 -> ofBucket(request, path.get(1));
            case 3 ->
                request.method().equals("GET")
                        ? call(GcsCall.OBJECTS_LIST, () -> objects.list(request, path.get(1)))
                        : unknown(request);
            case 4 -> ofObject(request, path.get(1), path.get(3));
            default -> ofSource(request, path);
        };
    }

    private Supplier<Response> ofBuckets(Request request) {
        return switch (request.method()) {
            case "GET" -> call(GcsCall.BUCKETS_LIST, () -> buckets.list(request));
            case "POST" -> call(GcsCall.BUCKETS_INSERT, () -> buckets.insert(request));
            default -> unknown(request);
        };
    }

    private Supplier<Response> ofBucket(Request request, String bucket) {
        return switch (request.method()) {
            case "GET" -> call(GcsCall.BUCKETS_GET, () -> buckets.get(request, bucket));
            case "PATCH" -> call(GcsCall.BUCKETS_PATCH, () -> buckets.patch(request, bucket));
            case "DELETE" -> call(GcsCall.BUCKETS_DELETE, () -> buckets.delete(request, bucket));
            default -> unknown(request);
        };
    }

    private Supplier<Response> ofObject(Request request, String bucket, String name) {
        return switch (request.method()) {
            case "GET" ->
                request.isMedia()
                        ? call(GcsCall.OBJECTS_GET_MEDIA, () -> objects.download(request, bucket, name))
                        : call(GcsCall.OBJECTS_GET, () -> objects.get(request, bucket, name));
            case "PATCH" -> call(GcsCall.OBJECTS_PATCH, () -> objects.patch(request, bucket, name));
            case "DELETE" -> call(GcsCall.OBJECTS_DELETE, () -> objects.delete(request, bucket, name));
            default -> unknown(request);
        };
    }

    /** {@code b/x/o/y/compose}, {@code b/x/o/y/copyTo/b/v/o/w}, {@code b/x/o/y/rewriteTo/b/v/o/w}. */
    private Supplier<Response> ofSource(Request request, List<String> path) {
        if (!request.method().equals("POST")) {
            return unknown(request);
        }
        if (path.size() == 5 && path.get(4).equals("compose")) {
            return call(GcsCall.OBJECTS_COMPOSE, () -> copies.compose(request, path.get(1), path.get(3)));
        }
        if (path.size() != 9 || !path.get(5).equals("b") || !path.get(7).equals("o")) {
            return unknown(request);
        }
        CopyCalls.Way way = new CopyCalls.Way(path.get(1), path.get(3), path.get(6), path.get(8));
        return switch (path.get(4)) {
            case "copyTo" -> call(GcsCall.OBJECTS_COPY, () -> copies.copy(request, way));
            case "rewriteTo" -> call(GcsCall.OBJECTS_REWRITE, () -> copies.rewrite(request, way));
            default -> unknown(request);
        };
    }

    private Supplier<Response> call(GcsCall call, Supplier<Response> answer) {
        synchronized (counts) {
            counts.merge(call, 1L, Long::sum);
        }
        return answer;
    }

    private static Supplier<Response> unknown(Request request) {
        throw GcsError.notImplemented(request.method() + " /" + String.join("/", request.path()));
    }
}
