package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** Making objects of other objects: copy, rewrite, compose. Thread-safe. */
final class CopyCalls {
    /** Google's server takes several calls when place or storage class change; here every object larger than this does. */
    private static final long BYTES_A_CALL = 1 << 20;

    private static final int MOST_SOURCES = 32;

    private final Store store;
    private final Resources resources;
    private final Map<String, Rewrite> rewrites = new ConcurrentHashMap<>();

    CopyCalls(Store store, Resources resources) {
        this.store = store;
        this.resources = resources;
    }

    /** The names in an address: from where to where. */
    record Way(String fromBucket, String from, String toBucket, String to) {}

    /**
     * A rewrite that is under way.
     *
     * @param generation the version that it began with
     * @param done how many bytes it has done
     */
    private record Rewrite(Way way, String body, long generation, long done) {}

    Response copy(Request request, Way way) {
        StoredObject source = source(request, way, request.number("sourceGeneration"));
        StoredObject copy = write(request, way, source);
        return Response.json(200, PartialResponse.of(request, resources.object(copy)));
    }

    Response rewrite(Request request, Way way) {
        Optional<Rewrite> begun = request.parameter("rewriteToken").map(token -> begun(token, request, way));
        StoredObject source =
                source(request, way, begun.map(Rewrite::generation).or(() -> request.number("sourceGeneration")));
        long size = source.content().size();
        long done = Math.min(size, begun.map(Rewrite::done).orElse(0L) + bytesACall(request));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("kind", "storage#rewriteResponse");
        answer.put("totalBytesRewritten", Long.toString(done));
        answer.put("objectSize", Long.toString(size));
        answer.put("done", done == size);
        if (done == size) {
            answer.put("resource", resources.object(write(request, way, source)));
        } else {
            String token = UUID.randomUUID().toString();
            rewrites.put(token, new Rewrite(way, body(request), source.generation(), done));
            answer.put("rewriteToken", token);
        }
        request.parameter("rewriteToken").ifPresent(rewrites::remove);
        return Response.json(200, PartialResponse.of(request, answer));
    }

    private Rewrite begun(String token, Request request, Way way) {
        Rewrite rewrite = rewrites.get(token);
        if (rewrite == null || !rewrite.way.equals(way) || !rewrite.body.equals(body(request))) {
            throw GcsError.invalid("Invalid rewrite token");
        }
        return rewrite;
    }

    private static String body(Request request) {
        return new String(request.body(), UTF_8);
    }

    private static long bytesACall(Request request) {
        long most = request.number("maxBytesRewrittenPerCall").orElse(BYTES_A_CALL);
        if (most == 0 || most % BYTES_A_CALL != 0) {
            throw GcsError.invalid("Invalid value for: maxBytesRewrittenPerCall");
        }
        return most;
    }

    private StoredObject source(Request request, Way way, Optional<Long> generation) {
        return store.source(way.fromBucket, way.from, generation, Preconditions.ofSource(request));
    }

    /** A resource in the body is the whole of the new object's settings; without one they are the source's, holds apart. */
    private StoredObject write(Request request, Way way, StoredObject source) {
        Store.Target target = store.begin(way.toBucket, way.to, Preconditions.of(request));
        Map<String, Object> resource = request.body().length == 0 ? Map.of() : Json.object(request.body());
        Map<String, Object> settings = new LinkedHashMap<>(resource.isEmpty() ? source.settings() : resource);
        if (resource.isEmpty()) {
            settings.keySet().removeAll(List.of("temporaryHold", "eventBasedHold"));
        }
        return store.put(target, source.content(), ObjectSettings.of(settings));
    }

    Response compose(Request request, String bucket, String name) {
        Map<String, Object> body = Json.object(request.body());
        Store.Target target = store.begin(bucket, name, Preconditions.of(request));
        List<?> sources = body.get("sourceObjects") instanceof List<?> list ? list : List.of();
        if (sources.isEmpty()) {
            throw GcsError.required("sourceObjects");
        }
        if (sources.size() > MOST_SOURCES) {
            throw GcsError.invalid("The number of source components provided (" + sources.size()
                    + ") exceeds the maximum (" + MOST_SOURCES + ")");
        }
        List<Content> parts =
                sources.stream().map(source -> component(bucket, source)).toList();
        Map<String, Object> resource = inner(body, "destination");
        Content content = Content.composed(parts);
        Checksums.of(resource).check(content);
        StoredObject object = store.put(target, content, ObjectSettings.of(resource));
        return Response.json(200, PartialResponse.of(request, resources.object(object)));
    }

    private Content component(String bucket, Object source) {
        if (!(source instanceof Map<?, ?> map) || !(map.get("name") instanceof String name)) {
            throw GcsError.required("sourceObjects.name");
        }
        Map<String, Object> component = Json.asObject(map);
        Map<String, Object> conditions = inner(component, "objectPreconditions");
        return store.source(
                        bucket,
                        name,
                        number(component, "generation"),
                        Preconditions.ofGeneration(number(conditions, "ifGenerationMatch")))
                .content();
    }

    private static Map<String, Object> inner(Map<String, Object> map, String key) {
        return map.get(key) instanceof Map<?, ?> inner ? Json.asObject(inner) : Map.of();
    }

    /** Google's JSON has 64-bit numbers as strings, and takes plain ones. */
    private static Optional<Long> number(Map<String, Object> map, String key) {
        return Optional.ofNullable(map.get(key)).map(value -> Request.number(key, value.toString()));
    }
}
