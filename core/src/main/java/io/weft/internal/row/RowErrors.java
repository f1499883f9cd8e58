package io.weft.internal.row;

import io.weft.WeftException;
import java.util.List;
import java.util.stream.Collectors;

/** Every error about rows, each with its code. None knows a value, so none can tell it. */
final class RowErrors {
    private RowErrors() {}

    static WeftException notARow(Class<?> type) {
        return new WeftException(
                "WEFT-ROW-001",
                "rows of the class " + type.getTypeName()
                        + " cannot be published; a row is a Java record, a Map with field names as keys, or an Avro record");
    }

    static WeftException otherClass(long row, Class<?> expected, Class<?> found) {
        return new WeftException(
                "WEFT-ROW-001",
                at(row) + " is a " + found.getName() + ", but the first row was a " + expected.getName()
                        + "; the rows of one publication are all of one kind");
    }

    static WeftException nullRow(long row) {
        return new WeftException("WEFT-ROW-001", at(row) + " is null; leave it out");
    }

    static WeftException notWritable(Class<?> type, String schema, List<String> problems) {
        return new WeftException(
                "WEFT-ROW-002", type.getName() + " does not fit the schema " + schema + ": " + list(problems));
    }

    static WeftException avroNotWritable(String avro, String schema, List<String> problems) {
        return new WeftException(
                "WEFT-ROW-002",
                "the Avro record " + avro + " does not fit the schema " + schema + ": " + list(problems));
    }

    static WeftException notReadable(Class<?> type, String schema, List<String> problems) {
        return new WeftException(
                "WEFT-ROW-003",
                "rows of the schema " + schema + " cannot be read as " + type.getName() + ": " + list(problems));
    }

    static WeftException notARecord(Class<?> type) {
        return new WeftException(
                "WEFT-ROW-003",
                "rows cannot be read as " + type.getName()
                        + "; name a record class, or read without a class to get maps");
    }

    static WeftException notOpen(Class<?> type, IllegalAccessException cause) {
        return new WeftException(
                "WEFT-ROW-004",
                "the record " + type.getName() + " is not accessible; let its module say 'opens "
                        + type.getPackageName() + "', to all or to io.weft.core",
                cause);
    }

    static WeftException unknownKeys(long row, List<String> problems) {
        return new WeftException("WEFT-ROW-005", at(row) + " has keys that no field has: " + list(problems));
    }

    static WeftException refused(long row, String path, String reason) {
        return new WeftException("WEFT-ROW-006", at(row) + ", field " + path + ": " + reason);
    }

    static WeftException missing(long row, String path) {
        return new WeftException(
                "WEFT-ROW-007", at(row) + ", field " + path + ": is null, but the schema requires a value");
    }

    static WeftException nullForPrimitive(long row, String path, Class<?> component) {
        return new WeftException(
                "WEFT-ROW-008",
                at(row) + ", field " + path + ": is null, which the record's component of type " + component.getName()
                        + " cannot hold; declare it with the wrapper class");
    }

    static WeftException notMade(long row, Class<?> type, RuntimeException cause) {
        return new WeftException(
                "WEFT-ROW-009",
                at(row) + ": the constructor of " + type.getName() + " threw "
                        + cause.getClass().getName(),
                cause);
    }

    static WeftException notHeld(long row, String path, Class<?> component) {
        return new WeftException(
                "WEFT-ROW-010",
                at(row) + ", field " + path + ": holds a value that " + component.getName() + " does not have");
    }

    private static String at(long row) {
        return "row " + row;
    }

    private static String list(List<String> problems) {
        String count = problems.size() == 1 ? "1 problem" : problems.size() + " problems";
        return count + ":\n" + problems.stream().map(p -> "  " + p).collect(Collectors.joining("\n"));
    }
}
