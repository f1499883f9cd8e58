package io.weft.testkit.gcs;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is left of a resource by the parameter {@code fields}, such as {@code items(name,size),nextPageToken} or {@code
 * metadata/key}. A client that forgot to ask for a field must miss it here, too. For one thread.
 */
final class PartialResponse {
    private final String fields;
    private int at;

    private PartialResponse(String fields) {
        this.fields = fields;
    }

    static Map<String, Object> of(Request request, Map<String, Object> resource) {
        return request.parameter("fields")
                .map(fields -> Json.asObject(
                        (Map<?, ?>) new PartialResponse(fields).parse().of(resource)))
                .orElse(resource);
    }

    /** What is selected at one level: everything, or keys and what is selected below each. */
    private record Selection(Map<String, Selection> keys) {
        boolean isEverything() {
            return keys.isEmpty() || keys.containsKey("*");
        }

        Object of(Object value) {
            if (isEverything()) {
                return value;
            }
            if (value instanceof List<?> list) {
                return list.stream().map(this::of).toList();
            }
            if (!(value instanceof Map<?, ?> map)) {
                return value;
            }
            Map<String, Object> selected = new LinkedHashMap<>();
            Json.asObject(map).forEach((key, inner) -> {
                Selection below = keys.get(key);
                if (below != null) {
                    selected.put(key, below.of(inner));
                }
            });
            return selected;
        }
    }

    private Selection parse() {
        Selection selection = list();
        if (at < fields.length()) {
            throw invalid();
        }
        return selection;
    }

    private Selection list() {
        Map<String, Selection> keys = new LinkedHashMap<>();
        do {
            int start = at;
            while (at < fields.length() && ",/()".indexOf(fields.charAt(at)) < 0) {
                at++;
            }
            String key = fields.substring(start, at).trim();
            if (key.isEmpty()) {
                throw invalid();
            }
            keys.merge(key, below(), PartialResponse::both);
        } while (took(','));
        return new Selection(keys);
    }

    private Selection below() {
        if (took('/')) {
            int start = at;
            while (at < fields.length() && ",/()".indexOf(fields.charAt(at)) < 0) {
                at++;
            }
            return new Selection(Map.of(fields.substring(start, at), below()));
        }
        if (!took('(')) {
            return new Selection(Map.of());
        }
        Selection inner = list();
        if (!took(')')) {
            throw invalid();
        }
        return inner;
    }

    private static Selection both(Selection some, Selection others) {
        if (some.isEverything() || others.isEverything()) {
            return new Selection(Map.of());
        }
        Map<String, Selection> keys = new LinkedHashMap<>(some.keys());
        others.keys().forEach((key, below) -> keys.merge(key, below, PartialResponse::both));
        return new Selection(keys);
    }

    private boolean took(char c) {
        boolean there = at < fields.length() && fields.charAt(at) == c;
        at += there ? 1 : 0;
        return there;
    }

    private GcsError invalid() {
        return GcsError.invalid("Invalid field selection " + fields);
    }
}
