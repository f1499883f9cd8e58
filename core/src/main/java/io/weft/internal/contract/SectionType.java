package io.weft.internal.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of one shape. Immutable.
 *
 * @param shape the shape; asked for late, because a field may hold fields
 */
record SectionType(Supplier<Shape> shape) implements Type<Section> {
    static SectionType of(Shape shape) {
        return new SectionType(() -> shape);
    }

    @Override
    public @Nullable Section read(Node node, String path, Problems problems) {
        if (node instanceof Node.Mapping mapping) {
            return Section.read(shape.get(), mapping, path, problems);
        }
        problems.add(
                path.isEmpty()
                        ? Faults.noContract(node.place(), node.kind())
                        : Faults.wrongType(node.place(), path, node.kind(), label()));
        return null;
    }

    @Override
    public void describe(ObjectNode json, Definitions definitions) {
        definitions.refer(shape.get(), json);
    }

    @Override
    public String label() {
        return "keys and values (" + String.join(", ", shape.get().keyNames()) + ")";
    }
}
