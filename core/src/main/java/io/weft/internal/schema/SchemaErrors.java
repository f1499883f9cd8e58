package io.weft.internal.schema;

import io.weft.WeftException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Every error about schemas, each with its code. */
final class SchemaErrors {
    private SchemaErrors() {}

    static WeftException tooLarge(String source, int size, int limit) {
        return new WeftException(
                "WEFT-SCHEMA-001",
                source + " has " + size + " bytes; a schema file may have at most " + limit
                        + ". Check that it is the schema and not data.");
    }

    static WeftException notReadable(String source, String reason, @Nullable Throwable cause) {
        return new WeftException("WEFT-SCHEMA-001", source + " is not a readable Avro schema: " + reason, cause);
    }

    static WeftException notSupported(String source, List<String> problems) {
        return new WeftException("WEFT-SCHEMA-002", source + " has " + list(problems));
    }

    static WeftException recordNotSupported(Class<?> type, List<String> problems) {
        return new WeftException(
                "WEFT-SCHEMA-003", "no schema can be made from the record " + type.getName() + ": " + list(problems));
    }

    static WeftException damaged(String source, String problem) {
        return new WeftException(
                "WEFT-SCHEMA-004",
                source + " cannot be read as a stored schema: " + problem
                        + ". It was written by a newer version of Weft (then update Weft) or is damaged (then restore it).");
    }

    static WeftException tooDeep(String schema) {
        return new WeftException(
                "WEFT-SCHEMA-005",
                "the schema " + schema + " is nested too deeply to be stored; use at most " + SchemaLimits.DEPTH
                        + " levels of structs, lists and maps");
    }

    private static String list(List<String> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return count + ":\n" + problems.stream().map(p -> "  " + p).collect(Collectors.joining("\n"));
    }
}
