package io.weft.internal.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A single value, read from its text by the rules of the expected type and never by YAML's guesses ({@code 1.0},
 * {@code no}, {@code 2024-01-01}). Immutable.
 *
 * @param label what is expected, for people
 * @param parser makes the value
 * @param json adds the words of JSON Schema
 * @param shown what of a refused text may be repeated
 */
record ScalarType<T>(String label, Parser<T> parser, Consumer<ObjectNode> json, UnaryOperator<String> shown)
        implements Type<T> {
    ScalarType(String label, Parser<T> parser, Consumer<ObjectNode> json) {
        this(label, parser, json, UnaryOperator.identity());
    }

    /** Makes a value of a text or says why not. */
    interface Parser<T> {
        T parse(Node.Scalar scalar) throws Refused;
    }

    @Override
    public @Nullable T read(Node node, String path, Problems problems) {
        if (!(node instanceof Node.Scalar scalar)) {
            problems.add(Faults.wrongType(node.place(), path, node.kind(), label));
            return null;
        }
        if (scalar.text().isBlank()) {
            problems.add(Faults.missingValue(scalar.place(), path));
            return null;
        }
        try {
            return parser.parse(scalar);
        } catch (Refused e) {
            String what = String.valueOf(e.getMessage());
            problems.add(Faults.badValue(node.place(), path, shown.apply(scalar.text()), e.allowed(), what, e.fix()));
            return null;
        }
    }

    @Override
    public void describe(ObjectNode target, Definitions definitions) {
        json.accept(target);
    }
}
