package io.weft.testkit.gcs;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * JSON as plain values: maps, lists, strings, numbers, booleans and {@link #NULL}. The testkit takes no library for it, so
 * that whoever tests with it keeps their own.
 */
final class Json {
    /** Stands for JSON's null, which means "take it away" in a patch and so must not get lost. */
    static final Object NULL = new Object() {
        @Override
        public String toString() {
            return "null";
        }
    };

    private Json() {}

    static byte[] bytes(Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString().getBytes(UTF_8);
    }

    /**
     * Reads the body of a request.
     *
     * @throws GcsError 400 if it is not an object
     */
    static Map<String, Object> object(byte[] bytes) {
        Object value = new JsonReader(new String(bytes, UTF_8)).document();
        if (value instanceof Map<?, ?> map) {
            return asObject(map);
        }
        throw GcsError.parseError("a JSON object is expected");
    }

    /** Every map here was made by the reader, so its keys are strings. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> asObject(Map<?, ?> map) {
        return (Map<String, Object>) map;
    }

    private static void write(Object value, StringBuilder text) {
        if (value instanceof Map<?, ?> map) {
            writeMap(map, text);
        } else if (value instanceof List<?> list) {
            writeList(list, text);
        } else if (value instanceof Number || value instanceof Boolean || value == NULL) {
            text.append(value);
        } else {
            writeString(value.toString(), text);
        }
    }

    private static void writeMap(Map<?, ?> map, StringBuilder text) {
        text.append('{');
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            writeString(entry.getKey().toString(), text);
            text.append(':');
            write(entry.getValue(), text);
            text.append(entries.hasNext() ? "," : "");
        }
        text.append('}');
    }

    private static void writeList(List<?> list, StringBuilder text) {
        text.append('[');
        for (Iterator<?> values = list.iterator(); values.hasNext(); ) {
            write(values.next(), text);
            text.append(values.hasNext() ? "," : "");
        }
        text.append(']');
    }

    private static void writeString(String value, StringBuilder text) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
