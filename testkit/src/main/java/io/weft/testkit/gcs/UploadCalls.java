package io.weft.testkit.gcs;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The three ways to write an object: media alone, resource and media in one body, and a session. Thread-safe. */
final class UploadCalls {
    private static final String UNKNOWN_TYPE = "application/octet-stream";

    private final Store store;
    private final Resources resources;
    private final Map<String, UploadSession> sessions = new ConcurrentHashMap<>();

    UploadCalls(Store store, Resources resources) {
        this.store = store;
        this.resources = resources;
    }

    Response begin(Request request, String bucket) {
        String type = request.parameter("uploadType").orElseThrow(() -> GcsError.required("uploadType"));
        return switch (type) {
            case "media" -> media(request, bucket);
            case "multipart" -> multipart(request, bucket);
            case "resumable" -> resumable(request, bucket);
            default -> throw GcsError.invalid("Invalid value for: uploadType");
        };
    }

    private Response media(Request request, String bucket) {
        Store.Target target = target(request, bucket, Map.of());
        Content content = Content.of(request.body());
        Checksums.of(request).check(content);
        String type = request.header("content-type").orElse(UNKNOWN_TYPE);
        return written(request, store.put(target, content, ObjectSettings.of(Map.of(), type)));
    }

    private Response multipart(Request request, String bucket) {
        List<Multipart.Part> parts = Multipart.parts(request);
        if (parts.size() != 2) {
            throw GcsError.invalid("An upload has two parts, this has " + parts.size());
        }
        Map<String, Object> resource = Json.object(parts.get(0).body());
        Store.Target target = target(request, bucket, resource);
        Content content = Content.of(parts.get(1).body());
        Checksums.of(resource).and(Checksums.of(request)).check(content);
        String type = parts.get(1).headers().getOrDefault("content-type", UNKNOWN_TYPE);
        return written(request, store.put(target, content, ObjectSettings.of(resource, type)));
    }

    private Response resumable(Request request, String bucket) {
        Map<String, Object> resource = request.body().length == 0 ? Map.of() : Json.object(request.body());
        Store.Target target = target(request, bucket, resource);
        String type = request.header("x-upload-content-type").orElse(UNKNOWN_TYPE);
        Optional<Long> size = request.header("x-upload-content-length")
                .map(length -> Request.number("X-Upload-Content-Length", length));
        String id = UUID.randomUUID().toString();
        Checksums checksums = Checksums.of(resource).and(Checksums.of(request));
        sessions.put(id, new UploadSession(store, target, ObjectSettings.of(resource, type), checksums, size));
        return Response.empty(200)
                .with("Location", resources.session(bucket, id))
                .with("X-GUploader-UploadID", id);
    }

    /** A chunk, the end, or the question how far the upload got. */
    Response resume(Request request) {
        UploadSession session = session(request);
        return session.take(request)
                .map(object -> written(request, object))
                .orElseGet(() -> incomplete(request, session.size()));
    }

    Response cancel(Request request) {
        session(request).cancel();
        return Response.empty(499);
    }

    private UploadSession session(Request request) {
        return request.parameter("upload_id")
                .flatMap(id -> Optional.ofNullable(sessions.get(id)))
                .orElseThrow(GcsError::noSession);
    }

    /** HTTP libraries that follow a 308 as a redirect ask for another status by a header. */
    private static Response incomplete(Request request, int size) {
        Response response = "yes".equals(request.headers().get("x-guploader-no-308"))
                ? Response.empty(200).with("X-HTTP-Status-Code-Override", "308")
                : Response.empty(308);
        return size == 0 ? response : response.with("Range", "bytes=0-" + (size - 1));
    }

    private Response written(Request request, StoredObject object) {
        return Response.json(200, PartialResponse.of(request, resources.object(object)))
                .with("X-Goog-Hash", object.content().hashes())
                .with("X-Goog-Generation", Long.toString(object.generation()))
                .with(
                        "X-Goog-Stored-Content-Length",
                        Integer.toString(object.content().size()));
    }

    /** The name may stand in the address or in the resource; where both have it they must agree. */
    private Store.Target target(Request request, String bucket, Map<String, Object> resource) {
        String name = agreed(request.parameter("name").orElse(""), resource.get("name"));
        agreed(bucket, resource.get("bucket"));
        return store.begin(bucket, name, Preconditions.of(request));
    }

    private static String agreed(String address, @Nullable Object resource) {
        if (!(resource instanceof String text)) {
            return address;
        }
        if (!address.isEmpty() && !address.equals(text)) {
            throw GcsError.invalid("Value '" + text + "' in content does not agree with value '" + address + "'.");
        }
        return text;
    }
}
