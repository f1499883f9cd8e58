package io.weft.internal.contract;

import io.weft.internal.contract.Node.Entry;
import io.weft.internal.contract.Node.Mapping;
import io.weft.internal.contract.Node.Reported;
import io.weft.internal.contract.Node.Scalar;
import io.weft.internal.contract.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.DocumentStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.MappingStartEvent;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Builds the tree of one document from the parser's events: nothing is constructed, resolved, referenced or merged,
 * and whatever would ask for it is a problem with its place. The only class that knows SnakeYAML. Not thread-safe.
 */
final class YamlTree {
    /** The most levels of lists and mappings. */
    static final int DEPTH = 32;

    private final String text;
    private final ParserImpl parser;
    private final Problems problems;

    private YamlTree(String text, Problems problems) {
        LoaderOptions options = new LoaderOptions();
        options.setCodePointLimit(SourceText.LIMIT);
        options.setNestingDepthLimit(DEPTH);
        this.text = text;
        this.parser = new ParserImpl(new StreamReader(text), options);
        this.problems = problems;
    }

    /** The root of the document; empty if the text has none, or cannot be parsed, which was reported then. */
    static Optional<Node> parse(String text, Problems problems) {
        try {
            return Optional.ofNullable(new YamlTree(text, problems).document());
        } catch (TooDeep e) {
            return Optional.empty();
        } catch (MarkedYAMLException e) {
            Place place = e.getProblemMark() == null ? Place.START : place(e.getProblemMark());
            problems.add(Faults.syntax(place, e.getProblem() == null ? "unexpected text" : e.getProblem()));
            return Optional.empty();
        } catch (YAMLException e) {
            problems.add(Faults.syntax(Place.START, String.valueOf(e.getMessage())));
            return Optional.empty();
        }
    }

    private @Nullable Node document() {
        parser.getEvent();
        if (parser.checkEvent(Event.ID.StreamEnd)) {
            problems.add(Faults.emptyFile());
            return null;
        }
        refuseDirectives((DocumentStartEvent) parser.getEvent());
        Node root = node("", 0);
        parser.getEvent();
        if (!parser.checkEvent(Event.ID.StreamEnd)) {
            Place place = place(parser.peekEvent().getStartMark());
            problems.add(Faults.feature(place, "", "a second document", "Remove everything from here on."));
        }
        return root;
    }

    private void refuseDirectives(DocumentStartEvent start) {
        int index = text.offsetByCodePoints(0, start.getStartMark().getIndex());
        if (index < text.length() && text.charAt(index) == '%') {
            problems.add(Faults.feature(place(start.getStartMark()), "", "directives", "Remove the line."));
        }
    }

    private Node node(String path, int depth) {
        Event event = parser.getEvent();
        Place place = place(event.getStartMark());
        if (event instanceof AliasEvent) {
            problems.add(Faults.feature(
                    place, path, "aliases (*name)", "Write the value out; quote a text that begins with *."));
            return new Reported(place);
        }
        refuseAnchorAndTag((NodeEvent) event, place, path);
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, place, path);
        }
        if (depth == DEPTH) {
            problems.add(Faults.tooDeep(place, Paths.shortened(path), DEPTH));
            throw new TooDeep();
        }
        return event instanceof MappingStartEvent ? mapping(place, path, depth + 1) : sequence(place, path, depth + 1);
    }

    private void refuseAnchorAndTag(NodeEvent event, Place place, String path) {
        if (event.getAnchor() != null) {
            problems.add(Faults.feature(place, path, "anchors (&name)", "Remove it; quote a text that begins with &."));
        }
        String tag = event instanceof ScalarEvent scalar
                ? scalar.getTag()
                : event instanceof CollectionStartEvent start ? start.getTag() : null;
        if (tag != null) {
            problems.add(Faults.feature(place, path, "tags (!name)", "Remove it; quote a text that begins with !."));
        }
    }

    private Node scalar(ScalarEvent event, Place place, String path) {
        String value = event.getValue();
        OptionalInt forbidden = Characters.firstForbidden(value);
        if (forbidden.isPresent()) {
            problems.add(Faults.forbiddenCharacter(place, path, value.codePointAt(forbidden.getAsInt())));
            return new Reported(place);
        }
        return new Scalar(value, event.getScalarStyle() == ScalarStyle.PLAIN, place);
    }

    private Sequence sequence(Place place, String path, int depth) {
        List<Node> items = new ArrayList<>();
        while (!parser.checkEvent(Event.ID.SequenceEnd)) {
            items.add(node(Paths.item(path, items.size()), depth));
        }
        parser.getEvent();
        return new Sequence(List.copyOf(items), place);
    }

    private Mapping mapping(Place place, String path, int depth) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        while (!parser.checkEvent(Event.ID.MappingEnd)) {
            Node key = node(path, depth);
            String name = key instanceof Scalar scalar ? scalar.text() : "";
            Node value = node(Paths.key(path, name), depth);
            if (isKey(key, path)) {
                addOnce(entries, new Entry(name, key.place(), value), path);
            }
        }
        parser.getEvent();
        return new Mapping(List.copyOf(entries.values()), place);
    }

    private boolean isKey(Node key, String path) {
        if (key instanceof Scalar scalar && scalar.plain() && scalar.text().equals("<<")) {
            problems.add(Faults.feature(key.place(), path, "merge keys (<<)", "Write the keys out."));
            return false;
        }
        if (key instanceof Scalar scalar && !scalar.isNull()) {
            return true;
        }
        if (!(key instanceof Reported)) {
            problems.add(
                    Faults.feature(key.place(), path, "keys that are not plain text", "Write a word and a colon."));
        }
        return false;
    }

    private void addOnce(Map<String, Entry> entries, Entry entry, String path) {
        Entry first = entries.putIfAbsent(entry.key(), entry);
        if (first != null) {
            problems.add(Faults.duplicateKey(
                    entry.keyPlace(),
                    Paths.key(path, entry.key()),
                    entry.key(),
                    first.keyPlace().line()));
        }
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** Ends the parsing; the problem was reported. */
    private static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooDeep() {
            super("too deep", null, false, false);
        }
    }
}
