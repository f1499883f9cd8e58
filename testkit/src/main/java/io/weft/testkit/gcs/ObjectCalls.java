package io.weft.testkit.gcs;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** Showing, reading, changing, deleting and listing objects. Thread-safe. */
final class ObjectCalls {
    private final Store store;
    private final Resources resources;

    ObjectCalls(Store store, Resources resources) {
        this.store = store;
        this.resources = resources;
    }

    Response get(Request request, String bucket, String name) {
        StoredObject object = version(request, bucket, name);
        return Response.json(200, PartialResponse.of(request, resources.object(object)));
    }

    Response download(Request request, String bucket, String name) {
        StoredObject object = version(request, bucket, name);
        byte[] bytes = object.content().bytes();
        Optional<ByteRange> range = ByteRange.of(request, bytes.length);
        byte[] part = range.map(some -> Arrays.copyOfRange(bytes, some.first(), some.last() + 1))
                .orElse(bytes);
        String type = object.settings()
                .getOrDefault("contentType", "application/octet-stream")
                .toString();
        Response response = withHeaders(Response.of(range.isPresent() ? 206 : 200, type, part), object);
        return range.map(some -> response.with(
                        "Content-Range", "bytes " + some.first() + "-" + some.last() + "/" + bytes.length))
                .orElse(response);
    }

    private static Response withHeaders(Response response, StoredObject object) {
        Map<String, Object> settings = object.settings();
        Response more = response.with("Accept-Ranges", "bytes")
                .with("ETag", Resources.etag(object.generation(), object.metageneration()))
                .with("Last-Modified", Resources.httpDate(object.updated()))
                .with("X-Goog-Generation", Long.toString(object.generation()))
                .with("X-Goog-Metageneration", Long.toString(object.metageneration()))
                .with("X-Goog-Hash", object.content().hashes())
                .with(
                        "X-Goog-Storage-Class",
                        settings.getOrDefault("storageClass", "STANDARD").toString())
                .with(
                        "X-Goog-Stored-Content-Length",
                        Integer.toString(object.content().size()))
                .with(
                        "X-Goog-Stored-Content-Encoding",
                        settings.getOrDefault("contentEncoding", "identity").toString());
        more = withSetting(more, settings, "cacheControl", "Cache-Control");
        more = withSetting(more, settings, "contentDisposition", "Content-Disposition");
        more = withSetting(more, settings, "contentEncoding", "Content-Encoding");
        return withSetting(more, settings, "contentLanguage", "Content-Language");
    }

    private static Response withSetting(
            Response response, Map<String, Object> settings, String setting, String header) {
        Object value = settings.get(setting);
        return value == null ? response : response.with(header, value.toString());
    }

    Response patch(Request request, String bucket, String name) {
        Map<String, Object> patch = Json.object(request.body());
        StoredObject object = store.patch(
                bucket,
                name,
                request.number("generation"),
                Preconditions.of(request),
                before -> ObjectSettings.patched(before, patch));
        return Response.json(200, PartialResponse.of(request, resources.object(object)));
    }

    Response delete(Request request, String bucket, String name) {
        store.delete(bucket, name, request.number("generation"), Preconditions.of(request));
        return Response.empty(204);
    }

    Response list(Request request, String bucket) {
        Listing listing = new Listing(request);
        Map<String, Object> page = store.look(bucket, found -> listing.page(found, resources::object));
        return Response.json(200, PartialResponse.of(request, page));
    }

    private StoredObject version(Request request, String bucket, String name) {
        return store.get(bucket, name, request.number("generation"), Preconditions.of(request));
    }
}
