package io.weft.internal.gate;

import io.weft.fixture.RowValues;
import io.weft.quality.Check;
import io.weft.schema.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;

/** Says which rows break a check, comparing all with all and every number as a decimal. */
final class NaiveOracle {
    private final Schema schema;
    private final List<Object[]> rows;
    private final Instant now;

    NaiveOracle(Schema schema, List<Object[]> rows, Instant now) {
        this.schema = schema;
        this.rows = rows;
        this.now = now;
    }

    boolean isComplete(int row) {
        return schema.fields().stream().noneMatch(f -> f.required() && value(row, f.name()) == null);
    }

    boolean isAboutRows(Check check) {
        return !(check instanceof Check.RowCount || check instanceof Check.Freshness);
    }

    /** Row numbers; a single one, whichever, for a failed check of the publication. */
    List<Long> violations(Check check) {
        if (check instanceof Check.RowCount count) {
            return rows.size() >= count.min() && rows.size() <= count.max() ? List.of() : List.of(0L);
        }
        if (check instanceof Check.Freshness freshness) {
            return isFresh(freshness) ? List.of() : List.of(0L);
        }
        return LongStream.rangeClosed(1, rows.size())
                .filter(number -> !holds(check, (int) number - 1))
                .boxed()
                .toList();
    }

    private boolean isFresh(Check.Freshness check) {
        Instant oldest = now.minus(check.maxAge());
        return rows.stream()
                .map(row -> value(rows.indexOf(row), check.field()))
                .filter(Objects::nonNull)
                .map(NaiveOracle::instant)
                .anyMatch(instant -> !instant.isBefore(oldest));
    }

    private boolean holds(Check check, int row) {
        if (check instanceof Check.Unique unique) {
            return isFirst(unique, row);
        }
        Object value = value(row, check.fields().get(0));
        if (value == null) {
            return !(check instanceof Check.NotNull);
        }
        if (check instanceof Check.InRange range) {
            return isBetween(value, range.min(), range.max());
        }
        if (check instanceof Check.Length length) {
            return length.min() <= length(value) && length(value) <= length.max();
        }
        if (check instanceof Check.Matches matches) {
            return ((String) value).matches(matches.pattern());
        }
        return !(check instanceof Check.AcceptedValues accepted)
                || accepted.values().contains(value.toString());
    }

    private boolean isFirst(Check.Unique check, int row) {
        List<Object> values = normal(row, check.fields());
        if (values.contains(null)) {
            return true;
        }
        for (int earlier = 0; earlier < row; earlier++) {
            if (RowValues.equalValues(values, normal(earlier, check.fields()))) {
                return false;
            }
        }
        return true;
    }

    private List<Object> normal(int row, List<String> fields) {
        List<Object> values = new ArrayList<>();
        fields.forEach(field -> values.add(normal(value(row, field))));
        return values;
    }

    /** Takes the sign off zeros, however deep. */
    private static Object normal(Object value) {
        if (value instanceof Double number && number == 0) {
            return 0.0;
        }
        if (value instanceof Float number && number == 0) {
            return 0f;
        }
        if (value instanceof Object[] struct) {
            Object[] copy = struct.clone();
            for (int i = 0; i < copy.length; i++) {
                copy[i] = normal(copy[i]);
            }
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(normal(element)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, element) -> copy.put(key, normal(element)));
            return copy;
        }
        return value;
    }

    private static boolean isBetween(Object value, BigDecimal min, BigDecimal max) {
        double number = ((Number) value).doubleValue();
        if (Double.isNaN(number)) {
            return false;
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? max == null : min == null;
        }
        BigDecimal exact = value instanceof Float || value instanceof Double
                ? new BigDecimal(number)
                : new BigDecimal(value.toString());
        return (min == null || exact.compareTo(min) >= 0) && (max == null || exact.compareTo(max) <= 0);
    }

    private static long length(Object value) {
        if (value instanceof String text) {
            return text.codePoints().count();
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        return value instanceof Map<?, ?> map ? map.size() : ((Collection<?>) value).size();
    }

    private static Instant instant(Object value) {
        if (value instanceof LocalDate day) {
            return day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
        return value instanceof LocalDateTime reading ? reading.toInstant(ZoneOffset.UTC) : (Instant) value;
    }

    private Object value(int row, String field) {
        int index = schema.fields().indexOf(schema.field(field).orElseThrow());
        return rows.get(row)[index];
    }
}
