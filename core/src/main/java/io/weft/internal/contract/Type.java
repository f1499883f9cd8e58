package io.weft.internal.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * What may stand behind a key: how it is read and how it is described, in one place so that the two agree. Immutable.
 *
 * @param <T> what it becomes
 */
interface Type<T> {
    /** Reads a value that is neither missing nor refused; null after having reported why that is impossible. */
    @Nullable
    T read(Node node, String path, Problems problems);

    /** Adds the words of JSON Schema that say the same; shapes are put into the definitions. */
    void describe(ObjectNode json, Definitions definitions);

    /** What is expected, for people, as in "Found a list. Write {@code a text}." */
    String label();

    /** Reads a value that may be missing: then the key is at fault. */
    default @Nullable T read(Node node, Place keyPlace, String path, Problems problems) {
        if (node instanceof Node.Reported) {
            return null;
        }
        if (node instanceof Node.Scalar scalar && scalar.isNull()) {
            problems.add(Faults.missingValue(keyPlace, path));
            return null;
        }
        return read(node, path, problems);
    }
}
