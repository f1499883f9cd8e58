package io.weft.internal.gate;

import io.weft.WeftException;
import io.weft.internal.schema.FieldNames;
import io.weft.internal.schema.TypeKinds;
import io.weft.internal.schema.TypeNames;
import io.weft.quality.Check;
import io.weft.quality.Severity;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.Schema;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns checks into rules for rows of one schema: resolves fields to positions, compares types, and collects every
 * fault before it gives up. Not thread-safe.
 */
final class RuleFactory {
    private final Schema schema;
    private final InstantSource clock;
    private final List<String> faults = new ArrayList<>();

    RuleFactory(Schema schema, InstantSource clock) {
        this.schema = schema;
        this.clock = clock;
    }

    List<RowRule> required() {
        List<RowRule> rules = new ArrayList<>();
        for (int i = 0; i < schema.fields().size(); i++) {
            Field field = schema.fields().get(i);
            if (field.required()) {
                rules.add(new RowRule(
                        "required",
                        List.of(field.name()),
                        Severity.ERROR,
                        "the schema requires '" + field.name() + "'",
                        notNull(i)));
            }
        }
        return rules;
    }

    List<Rule> declared(List<Check> checks) {
        List<Rule> rules = new ArrayList<>();
        for (Check check : checks) {
            Rule rule = rule(check);
            if (rule != null) {
                rules.add(rule);
            }
        }
        if (!faults.isEmpty()) {
            throw new WeftException(
                    "WEFT-CHECK-001",
                    "the checks do not fit the schema '" + schema.name()
                            + "', correct them where they are made, in the contract or in check(...):\n  "
                            + String.join("\n  ", faults));
        }
        return rules;
    }

    /** {@return null after a fault} */
    private @Nullable Rule rule(Check check) {
        if (!allFieldsExist(check)) {
            return null;
        }
        if (check instanceof Check.RowCount count) {
            return new RowCountRule(count);
        }
        if (check instanceof Check.Unique unique) {
            return unique(unique);
        }
        String name = check.fields().get(0);
        int index = index(name);
        FieldType type = schema.fields().get(index).type();
        if (check instanceof Check.Freshness freshness) {
            return requireType(check, type, TypeKinds.hasDate(type), "a date or a timestamp")
                    ? new FreshnessRule(freshness, index, clock)
                    : null;
        }
        RowCondition condition = check instanceof Check.NotNull ? notNull(index) : fieldCondition(check, index, type);
        return condition == null ? null : rowRule(check, statement(check), condition);
    }

    private @Nullable RowCondition fieldCondition(Check check, int index, FieldType type) {
        RowCondition.ValueCondition condition = null;
        if (check instanceof Check.InRange range) {
            condition = requireType(check, type, TypeKinds.isNumber(type), "a number")
                    ? RangeCondition.of(range, type)
                    : null;
        } else if (check instanceof Check.Matches matches) {
            condition =
                    requireType(check, type, TypeKinds.isText(type), "a text") ? new PatternCondition(matches) : null;
        } else if (check instanceof Check.Length length) {
            condition = requireType(check, type, TypeKinds.hasLength(type), "a text, bytes, a list or a map")
                    ? new LengthCondition(length)
                    : null;
        } else if (check instanceof Check.AcceptedValues accepted) {
            condition = requireType(
                            check,
                            type,
                            TypeKinds.isListable(type),
                            "a text, an enumeration, a boolean or a whole number")
                    ? acceptedValues(accepted, type)
                    : null;
        }
        return condition == null ? null : RowCondition.ofField(index, condition);
    }

    private RowCondition.@Nullable ValueCondition acceptedValues(Check.AcceptedValues check, FieldType type) {
        Set<Object> accepted = new HashSet<>();
        List<String> impossible = new ArrayList<>();
        for (String text : check.values()) {
            TypeKinds.parse(text, type).ifPresentOrElse(accepted::add, () -> impossible.add(text));
        }
        if (!impossible.isEmpty()) {
            faults.add(
                    subject(check) + "no value of " + TypeNames.of(type) + " is written " + Words.quoted(impossible));
            return null;
        }
        return (rowNumber, value) -> accepted.contains(value);
    }

    private @Nullable Rule unique(Check.Unique check) {
        if (Set.copyOf(check.fields()).size() < check.fields().size()) {
            faults.add(subject(check) + "a field is named twice");
            return null;
        }
        int[] indexes = check.fields().stream().mapToInt(this::index).toArray();
        FieldType first = schema.fields().get(indexes[0]).type();
        RowCondition condition = indexes.length == 1 && UniqueLongs.holds(first)
                ? new UniqueLongs(indexes[0], check)
                : new UniqueHashes(indexes, check);
        return rowRule(check, statement(check), condition);
    }

    private static RowCondition notNull(int index) {
        return (rowNumber, row) -> row[index] != null;
    }

    private static RowRule rowRule(Check check, String statement, RowCondition condition) {
        return new RowRule(check.kind(), check.fields(), check.severity(), statement, condition);
    }

    private static String statement(Check check) {
        String fields = Words.quoted(check.fields());
        if (check instanceof Check.InRange range) {
            return fields + " must be " + Words.bounds(range.min(), range.max());
        }
        if (check instanceof Check.Length length) {
            return "the length of " + fields + " must be " + Words.bounds(length.min(), length.max());
        }
        if (check instanceof Check.Matches matches) {
            return fields + " must match " + matches.pattern();
        }
        if (check instanceof Check.AcceptedValues accepted) {
            return fields + " must be " + Words.oneOf(accepted.values());
        }
        return check instanceof Check.Unique ? fields + " must be unique" : fields + " must not be null";
    }

    private boolean allFieldsExist(Check check) {
        boolean exist = true;
        for (String field : check.fields()) {
            if (index(field) < 0) {
                faults.add(subject(check) + "there is no field '" + field + "'" + hint(field));
                exist = false;
            }
        }
        return exist;
    }

    private String hint(String field) {
        List<String> names = schema.fields().stream().map(Field::name).toList();
        String guess = FieldNames.didYouMean(field, names);
        return guess.isEmpty() ? "; the fields are " + Words.some(names) : guess;
    }

    private boolean requireType(Check check, FieldType type, boolean fits, String expected) {
        if (!fits) {
            faults.add(subject(check) + "the check needs " + expected + ", the field is " + TypeNames.of(type));
        }
        return fits;
    }

    private static String subject(Check check) {
        return check.kind() + " on " + Words.quoted(check.fields()) + ": ";
    }

    private int index(String name) {
        for (int i = 0; i < schema.fields().size(); i++) {
            if (schema.fields().get(i).name().equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
