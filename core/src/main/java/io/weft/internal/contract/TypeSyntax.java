package io.weft.internal.contract;

import io.weft.internal.text.Suggestion;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How contracts write field types. */
final class TypeSyntax {
    static final String ENUM = "enum";
    static final String STRUCT = "struct";
    static final String LIST = "list";
    static final String MAP = "map";

    private static final List<String> NESTED = List.of(ENUM, STRUCT, LIST, MAP);
    private static final Map<String, FieldType> SIMPLE = simple();
    private static final Pattern DECIMAL = Pattern.compile("decimal\\( *(\\d{1,3}) *(?:, *(\\d{1,3}) *)?\\)");
    private static final Pattern FIXED = Pattern.compile("fixed\\( *([1-9]\\d{0,6}) *\\)");
    private static final List<String> ALL = all();

    // What people write who think of SQL, Spark or Java.
    private static final Map<String, String> ELSEWHERE = Map.ofEntries(
            Map.entry("integer", "int"),
            Map.entry("smallint", "int"),
            Map.entry("short", "int"),
            Map.entry("bigint", "long"),
            Map.entry("bool", "boolean"),
            Map.entry("real", "float"),
            Map.entry("number", "double"),
            Map.entry("varchar", "string"),
            Map.entry("text", "string"),
            Map.entry("binary", "bytes"),
            Map.entry("datetime", "timestamp"),
            Map.entry("timestamptz", "timestamp"),
            Map.entry("decimal", "decimal(10,2)"),
            Map.entry("numeric", "decimal(10,2)"),
            Map.entry("fixed", "fixed(16)"),
            Map.entry("array", "list"),
            Map.entry("record", "struct"),
            Map.entry("object", "struct"));

    static final Type<String> TYPE = new ScalarType<>("a type", TypeSyntax::known, Types.pattern(schemaPattern()));

    private TypeSyntax() {}

    /** The type of a name that needs no further keys. */
    static Optional<FieldType> parse(String text) {
        return Optional.ofNullable(SIMPLE.get(text)).or(() -> decimal(text)).or(() -> fixed(text));
    }

    private static Optional<FieldType> decimal(String text) {
        Matcher parts = DECIMAL.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int precision = Integer.parseInt(parts.group(1));
        int scale = parts.group(2) == null ? 0 : Integer.parseInt(parts.group(2));
        boolean possible = precision >= 1 && precision <= 38 && scale <= precision;
        return possible ? Optional.of(new FieldType.Decimal(precision, scale)) : Optional.empty();
    }

    private static Optional<FieldType> fixed(String text) {
        Matcher parts = FIXED.matcher(text);
        return parts.matches() ? Optional.of(new FieldType.Fixed(Integer.parseInt(parts.group(1)))) : Optional.empty();
    }

    private static String known(Node.Scalar scalar) throws Refused {
        String text = scalar.text();
        if (NESTED.contains(text) || parse(text).isPresent()) {
            return text;
        }
        throw new Refused("'" + Faults.shown(text) + "' is not a type.", ALL, fix(text));
    }

    private static String fix(String text) {
        if (text.startsWith("decimal(")) {
            return "Write decimal(precision,scale) with a precision of 1 to 38 and a scale not above it.";
        }
        if (text.startsWith("fixed(")) {
            return "Write fixed(n) with a number of bytes from 1 on.";
        }
        return Optional.ofNullable(ELSEWHERE.get(text.toLowerCase(Locale.ROOT)))
                .or(() -> Suggestion.among(ALL, text))
                .map(type -> "Did you mean '" + type + "'?")
                .orElse("Write " + Faults.alternatives(ALL) + ".");
    }

    private static Map<String, FieldType> simple() {
        Map<String, FieldType> types = new LinkedHashMap<>();
        for (Primitive type : Primitive.values()) {
            types.put(type.name().toLowerCase(Locale.ROOT), type);
        }
        types.put("time", new Time(Precision.MICROS));
        types.put("timestamp", new Timestamp(Precision.MICROS, true));
        types.put("local_timestamp", new Timestamp(Precision.MICROS, false));
        for (Precision precision : Precision.values()) {
            String suffix = "_" + precision.name().toLowerCase(Locale.ROOT);
            types.put("time" + suffix, new Time(precision));
            types.put("timestamp" + suffix, new Timestamp(precision, true));
            types.put("local_timestamp" + suffix, new Timestamp(precision, false));
        }
        return types;
    }

    private static List<String> all() {
        List<String> names = new ArrayList<>(SIMPLE.keySet());
        names.add("decimal(p,s)");
        names.add("fixed(n)");
        names.addAll(NESTED);
        return List.copyOf(names);
    }

    private static String schemaPattern() {
        return "^(" + String.join("|", SIMPLE.keySet()) + "|" + String.join("|", NESTED) + "|" + DECIMAL + "|" + FIXED
                + ")$";
    }
}
