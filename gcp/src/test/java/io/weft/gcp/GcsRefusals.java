package io.weft.gcp;

import io.weft.testkit.http.HttpFault;

/** Answers as Google's server gives them. */
final class GcsRefusals {
    static final String JSON = "application/json; charset=UTF-8";

    private GcsRefusals() {}

    static HttpFault answer(int status, String reason) {
        return answer(status, reason, "planned");
    }

    static HttpFault answer(int status, String reason, String message) {
        return HttpFault.answer(status, JSON, body(status, reason, message));
    }

    static String body(int status, String reason, String message) {
        return "{\"error\":{\"code\":" + status + ",\"message\":\"" + message
                + "\",\"errors\":[{\"domain\":\"global\",\"reason\":\"" + reason + "\",\"message\":\"" + message
                + "\"}]}}";
    }
}
