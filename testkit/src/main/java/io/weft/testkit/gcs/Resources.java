package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URLEncoder;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Buckets and objects as the API shows them. Thread-safe. */
final class Resources {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter HTTP_TIME = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final URI server;

    Resources(URI server) {
        this.server = server;
    }

    Map<String, Object> object(StoredObject object) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("kind", "storage#object");
        resource.put("id", object.bucket() + "/" + object.name() + "/" + object.generation());
        resource.put("selfLink", server + "/storage/v1" + path(object));
        resource.put(
                "mediaLink",
                server + "/download/storage/v1" + path(object) + "?generation=" + object.generation() + "&alt=media");
        resource.put("name", object.name());
        resource.put("bucket", object.bucket());
        resource.put("generation", Long.toString(object.generation()));
        resource.put("metageneration", Long.toString(object.metageneration()));
        resource.put("size", Integer.toString(object.content().size()));
        resource.put("crc32c", object.content().crc32c());
        object.content()
                .md5()
                .ifPresentOrElse(
                        md5 -> resource.put("md5Hash", md5),
                        () -> resource.put("componentCount", object.content().components()));
        resource.put("etag", etag(object.generation(), object.metageneration()));
        resource.put("timeCreated", TIME.format(object.created()));
        resource.put("timeFinalized", TIME.format(object.created()));
        resource.put("timeStorageClassUpdated", TIME.format(object.created()));
        resource.put("updated", TIME.format(object.updated()));
        object.deleted().ifPresent(deleted -> resource.put("timeDeleted", TIME.format(deleted)));
        resource.putAll(object.settings());
        return resource;
    }

    Map<String, Object> bucket(StoredBucket bucket) {
        Map<String, Object> resource = new LinkedHashMap<>();
        resource.put("kind", "storage#bucket");
        resource.put("id", bucket.name());
        resource.put("selfLink", server + "/storage/v1/b/" + bucket.name());
        resource.put("name", bucket.name());
        resource.put("projectNumber", "1");
        resource.put("metageneration", Long.toString(bucket.metageneration()));
        resource.put("etag", etag(0, bucket.metageneration()));
        resource.put("timeCreated", TIME.format(bucket.created()));
        resource.put("updated", TIME.format(bucket.updated()));
        resource.putAll(bucket.settings());
        return resource;
    }

    /** Where an upload session is found. */
    String session(String bucket, String id) {
        return server + "/upload/storage/v1/b/" + bucket + "/o?uploadType=resumable&upload_id=" + id;
    }

    /** Opaque to clients: it changes whenever the object or its metadata does. */
    static String etag(long generation, long metageneration) {
        return Base64.getEncoder().encodeToString((generation + "/" + metageneration).getBytes(UTF_8));
    }

    static String httpDate(Instant time) {
        return HTTP_TIME.format(time);
    }

    private static String path(StoredObject object) {
        return "/b/" + object.bucket() + "/o/"
                + URLEncoder.encode(object.name(), UTF_8).replace("+", "%20");
    }
}
