package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why a call is refused, with the status, reason and words that Google's server has for it. */
final class GcsError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int code;
    private final String reason;
    private final String location;

    private GcsError(int code, String reason, String message) {
        this(code, reason, message, "");
    }

    private GcsError(int code, String reason, String message, String location) {
        super(message, null, false, false);
        this.code = code;
        this.reason = reason;
        this.location = location;
    }

    static GcsError noBucket() {
        return new GcsError(404, "notFound", "The specified bucket does not exist.");
    }

    static GcsError noObject(String bucket, String name) {
        return new GcsError(404, "notFound", "No such object: " + bucket + "/" + name);
    }

    static GcsError noSession() {
        return new GcsError(404, "notFound", "No such upload session.");
    }

    /** A session that was cancelled. */
    static GcsError cancelled() {
        return new GcsError(499, "clientClosedRequest", "The upload session was cancelled.");
    }

    static GcsError conditionNotMet() {
        return new GcsError(
                412, "conditionNotMet", "At least one of the pre-conditions you specified did not hold.", "If-Match");
    }

    /** A read whose "not match" matched: what the caller has is still right. */
    static GcsError notModified() {
        return new GcsError(304, "notModified", "Not modified.");
    }

    static GcsError bucketExists() {
        return new GcsError(
                409, "conflict", "Your previous request to create the named bucket succeeded and you already own it.");
    }

    static GcsError bucketNotEmpty() {
        return new GcsError(409, "conflict", "The bucket you tried to delete is not empty.");
    }

    static GcsError held(String bucket, String name, String kind) {
        return new GcsError(
                403,
                "objectUnderActiveHold",
                "Object '" + bucket + "/" + name + "' is under active " + kind
                        + " hold and cannot be deleted, overwritten or archived until hold is removed.");
    }

    static GcsError rangeNotSatisfiable() {
        return new GcsError(416, "requestedRangeNotSatisfiable", "Request range not satisfiable", "Range");
    }

    static GcsError wrongChecksum(String kind, String provided, String calculated) {
        return invalid("Provided " + kind + " \"" + provided + "\" doesn't match calculated " + kind + " \""
                + calculated + "\".");
    }

    static GcsError required(String what) {
        return new GcsError(400, "required", "Required parameter: " + what, what);
    }

    static GcsError invalid(String message) {
        return new GcsError(400, "invalid", message);
    }

    static GcsError parseError(String message) {
        return new GcsError(400, "parseError", "Parse Error: " + message);
    }

    /** The client has lost bytes that it believes to be here. */
    static GcsError beyondWhatIsHere(long offset, long size) {
        return new GcsError(
                503,
                "backendError",
                "Invalid request.  According to the Content-Range header, the upload offset is " + offset
                        + " byte(s), which exceeds already uploaded size of " + size + " byte(s).");
    }

    /** What Google's server does and the double does not, refused so that no test rests on it. */
    static GcsError notImplemented(String what) {
        return new GcsError(501, "notImplemented", "Weft's double of Cloud Storage does not do " + what);
    }

    int code() {
        return code;
    }

    String text() {
        return String.valueOf(getMessage());
    }

    Response json() {
        if (code == 304) {
            return Response.empty(304);
        }
        Map<String, Object> one = new LinkedHashMap<>();
        one.put("message", text());
        one.put("domain", "global");
        one.put("reason", reason);
        if (!location.isEmpty()) {
            one.put("locationType", code == 400 ? "parameter" : "header");
            one.put("location", location);
        }
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", code);
        error.put("message", text());
        error.put("errors", List.of(one));
        return Response.json(code, Map.of("error", error));
    }

    /** Downloads and chunks of uploads are answered by another server of Google's, which speaks plain text. */
    Response plain() {
        return code == 304
                ? Response.empty(304)
                : Response.of(code, "text/plain; charset=utf-8", text().getBytes(UTF_8));
    }
}
