package io.weft.internal.contract;

import io.weft.contract.Problem;

/** What the reader demands of the texts of an output, for outputs made in Java. Thread-safe. */
public final class OutputRules {
    /** The name of an output that says none. */
    public static final String DEFAULT_NAME = OutputModel.DEFAULT_NAME;

    /** The format of an output that says none. */
    public static final String DEFAULT_FORMAT = "parquet";

    private OutputRules() {}

    /**
     * Checks the name of an output.
     *
     * @param text the name
     * @return the same
     * @throws IllegalArgumentException saying what is allowed
     */
    public static String name(String text) {
        return checked(OutputModel.NAME.name(), OutputModel.NAME.type(), text);
    }

    /**
     * Checks the location of an output.
     *
     * @param text the location, perhaps with placeholders
     * @return the same
     * @throws IllegalArgumentException saying what is allowed
     */
    public static String location(String text) {
        return checked(OutputModel.LOCATION.name(), OutputModel.LOCATION.type(), text);
    }

    /**
     * Checks the format of an output.
     *
     * @param text the format
     * @return the same
     * @throws IllegalArgumentException saying what is allowed
     */
    public static String format(String text) {
        return checked(OutputModel.FORMAT.name(), OutputModel.FORMAT.type(), text);
    }

    /**
     * Checks the name of a field that an output is partitioned by.
     *
     * @param text the name
     * @return the same
     * @throws IllegalArgumentException saying what is allowed
     */
    public static String partitionField(String text) {
        return checked(OutputModel.PARTITION_BY.name(), Types.FIELD_NAME, text);
    }

    /**
     * Compares two locations as they are written.
     *
     * @param a a location
     * @param b another
     * @return true if they differ by nothing but a slash at the end
     */
    public static boolean sameLocation(String a, String b) {
        return OutputModel.withoutSlash(a).equals(OutputModel.withoutSlash(b));
    }

    private static String checked(String key, Type<String> type, String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(key + ": must not be blank; write " + type.label());
        }
        Problems problems = new Problems();
        String value = type.read(new Node.Scalar(text, false, Place.NONE), key, problems);
        if (value == null) {
            Problem problem = problems.inOrder().get(0);
            throw new IllegalArgumentException(key + ": " + problem.message());
        }
        return value;
    }
}
