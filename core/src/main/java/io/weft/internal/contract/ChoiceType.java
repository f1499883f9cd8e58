package io.weft.internal.contract;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keys and values of a shape that one of the keys selects. Immutable.
 *
 * @param selector the key, part of every shape; its values are the names of the shapes
 * @param shapes the shapes by the selector's value
 */
record ChoiceType(Key<String> selector, Map<String, Shape> shapes) implements Type<Section> {
    @Override
    public @Nullable Section read(Node node, String path, Problems problems) {
        if (!(node instanceof Node.Mapping mapping)) {
            problems.add(Faults.wrongType(node.place(), path, node.kind(), label()));
            return null;
        }
        Shape shape = select(mapping, path, problems);
        return shape == null ? null : Section.read(shape, mapping, path, problems);
    }

    private @Nullable Shape select(Node.Mapping mapping, String path, Problems problems) {
        for (Node.Entry entry : mapping.entries()) {
            if (entry.key().equals(selector.name())) {
                // Reported here only if it selects nothing: the shape reads it once more.
                String keyPath = Paths.key(path, entry.key());
                String selected = selector.type().read(entry.value(), entry.keyPlace(), keyPath, problems);
                return selected == null ? null : shapes.get(selected);
            }
        }
        problems.add(Faults.missingKey(mapping.place(), path, List.of(selector.name())));
        return null;
    }

    @Override
    public void describe(ObjectNode json, Definitions definitions) {
        json.put("type", "object");
        json.putArray("required").add(selector.name());
        selector.type().describe(json.putObject("properties").putObject(selector.name()), definitions);
        shapes.forEach((name, shape) -> {
            ObjectNode option = json.withArray("allOf").addObject();
            ObjectNode condition = option.putObject("if");
            condition.putObject("properties").putObject(selector.name()).put("const", name);
            condition.putArray("required").add(selector.name());
            definitions.refer(shape, option.putObject("then"));
        });
    }

    @Override
    public String label() {
        return "keys and values, '" + selector.name() + "' among them";
    }
}
