package io.weft.internal.catalog;

import io.weft.contract.Contract;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Struct;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.catalog.CatalogQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares entries with one query, without case. Immutable. */
final class Search {
    private final CatalogQuery query;
    private final List<String> words;

    Search(CatalogQuery query) {
        this.query = query;
        String text = query.text();
        this.words = text == null ? List.of() : List.of(lower(text).strip().split("\\s+"));
    }

    boolean finds(CatalogEntry entry) {
        String domain = query.domain();
        return (domain == null || lower(domain).equals(lower(entry.contract().domain())))
                && hasAllTags(entry.contract())
                && hasAllWords(entry);
    }

    private boolean hasAllTags(Contract contract) {
        Set<String> tags = new HashSet<>();
        contract.tags().forEach(tag -> tags.add(lower(tag)));
        return query.tags().stream().allMatch(tag -> tags.contains(lower(tag)));
    }

    private boolean hasAllWords(CatalogEntry entry) {
        if (words.isEmpty()) {
            return true;
        }
        Contract contract = entry.contract();
        StringBuilder text = new StringBuilder();
        add(text, contract.name());
        add(text, contract.domain());
        add(text, contract.owner());
        add(text, contract.description());
        contract.tags().forEach(tag -> add(text, tag));
        addFields(text, entry.schema().fields());
        String searched = lower(text.toString());
        return words.stream().allMatch(searched::contains);
    }

    private static void addFields(StringBuilder text, List<Field> fields) {
        for (Field field : fields) {
            add(text, field.name());
            add(text, field.description());
            field.tags().forEach(tag -> add(text, tag));
            addNested(text, field.type());
        }
    }

    private static void addNested(StringBuilder text, FieldType type) {
        if (type instanceof Struct struct) {
            addFields(text, struct.fields());
        } else if (type instanceof ListOf list) {
            addNested(text, list.element());
        } else if (type instanceof MapOf map) {
            addNested(text, map.value());
        }
    }

    /** The line break keeps a word from matching across two parts. */
    private static void add(StringBuilder text, @Nullable String part) {
        if (part != null) {
            text.append(part).append('\n');
        }
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
