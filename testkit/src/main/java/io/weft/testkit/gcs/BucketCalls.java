package io.weft.testkit.gcs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Creating, showing, changing, deleting and listing buckets. Thread-safe. */
final class BucketCalls {
    /** The first two have an effect here; the others are kept and shown. */
    private static final Set<String> DECIDED = Set.of(
            "storageClass",
            "versioning",
            "cors",
            "iamConfiguration",
            "labels",
            "lifecycle",
            "location",
            "locationType",
            "rpo",
            "softDeletePolicy");

    private static final Set<String> COMPUTED = Set.of(
            "etag",
            "generation",
            "id",
            "kind",
            "metageneration",
            "name",
            "projectNumber",
            "selfLink",
            "timeCreated",
            "updated");

    private static final Map<String, Object> DEFAULTS =
            Map.of("location", "US", "locationType", "multi-region", "storageClass", "STANDARD");

    private final Store store;
    private final Resources resources;

    BucketCalls(Store store, Resources resources) {
        this.store = store;
        this.resources = resources;
    }

    Response insert(Request request) {
        requireProject(request);
        Map<String, Object> resource = Json.object(request.body());
        if (!(resource.get("name") instanceof String name)) {
            throw GcsError.required("name");
        }
        Map<String, Object> settings = Settings.patched(DEFAULTS, Settings.of(resource, DECIDED, COMPUTED));
        return Response.json(200, store.createBucket(name, settings, resources::bucket));
    }

    Response get(Request request, String bucket) {
        Preconditions conditions = Preconditions.of(request);
        Map<String, Object> resource = store.look(bucket, found -> {
            conditions.checkRead(0, found.metageneration());
            return resources.bucket(found);
        });
        return Response.json(200, PartialResponse.of(request, resource));
    }

    Response patch(Request request, String bucket) {
        Map<String, Object> patch = Settings.of(Json.object(request.body()), DECIDED, COMPUTED);
        Map<String, Object> resource = store.patchBucket(
                bucket, Preconditions.of(request), before -> Settings.patched(before, patch), resources::bucket);
        return Response.json(200, PartialResponse.of(request, resource));
    }

    Response delete(Request request, String bucket) {
        store.deleteBucket(bucket, Preconditions.of(request));
        return Response.empty(204);
    }

    Response list(Request request) {
        requireProject(request);
        String prefix = request.parameter("prefix").orElse("");
        String after = request.parameter("pageToken").orElse("");
        List<Map<String, Object>> items = new ArrayList<>(store.lookAtAll(resources::bucket));
        items.removeIf(
                bucket -> !name(bucket).startsWith(prefix) || name(bucket).compareTo(after) <= 0);
        int count = (int) Math.min(items.size(), Listing.pageSize(request));
        Map<String, Object> page = new LinkedHashMap<>();
        page.put("kind", "storage#buckets");
        if (count < items.size()) {
            page.put("nextPageToken", name(items.get(count - 1)));
        }
        page.put("items", items.subList(0, count));
        return Response.json(200, PartialResponse.of(request, page));
    }

    private static String name(Map<String, Object> bucket) {
        return String.valueOf(bucket.get("name"));
    }

    private static void requireProject(Request request) {
        if (request.parameter("project").orElse("").isEmpty()) {
            throw GcsError.required("project");
        }
    }
}
