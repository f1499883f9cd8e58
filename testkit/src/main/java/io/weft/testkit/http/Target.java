package io.weft.testkit.http;

import io.weft.testkit.internal.KeyPattern;
import io.weft.testkit.internal.Words;
import org.jspecify.annotations.Nullable;

/** Which requests a fault befalls. As text: nothing, or the words with a space in front of each. Immutable. */
record Target(
        @Nullable String method,
        @Nullable KeyPattern path,
        @Nullable String query,
        @Nullable String header) {
    static final Target ANY = new Target(null, null, null, null);

    Target on(String name) {
        return new Target(Reply.requireName(name), path, query, header);
    }

    Target at(String pattern) {
        return new Target(method, KeyPattern.of(pattern), query, header);
    }

    Target query(String parameter) {
        return new Target(method, path, Reply.requireLine("a query parameter", parameter), header);
    }

    Target header(String name) {
        return new Target(method, path, query, Reply.requireName(name));
    }

    boolean matches(Head request) {
        String key = request.path().startsWith("/") ? request.path().substring(1) : request.path();
        return (method == null || method.equals(request.method()))
                && (path == null || path.matches(key))
                && (query == null
                        || request.queryNames().contains(query)
                        || request.query().contains(query))
                && (header == null || request.has(header));
    }

    @Override
    public String toString() {
        return (method == null ? "" : " on " + method)
                + (path == null ? "" : " at " + path)
                + (query == null ? "" : " query " + Words.quoted(query))
                + (header == null ? "" : " header " + header);
    }
}
