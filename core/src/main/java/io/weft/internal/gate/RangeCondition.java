package io.weft.internal.gate;

import io.weft.internal.schema.TypeKinds;
import io.weft.quality.Check;
import io.weft.schema.FieldType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * {@code in_range}, exactly as if value and bounds were compared as decimals of any length, but without making one for
 * each row: the bounds are moved inwards, once, to the nearest values of the field's type. Infinity lies above every
 * number. Stateless.
 */
final class RangeCondition {
    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);

    private RangeCondition() {}

    static RowCondition.ValueCondition of(Check.InRange check, FieldType type) {
        if (TypeKinds.isWhole(type)) {
            return longs(check.min(), check.max());
        }
        return TypeKinds.isFloating(type) ? doubles(check.min(), check.max()) : decimals(check.min(), check.max());
    }

    private static RowCondition.ValueCondition longs(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        if ((min != null && min.compareTo(LONG_MAX) > 0) || (max != null && max.compareTo(LONG_MIN) < 0)) {
            return (rowNumber, value) -> false;
        }
        long low = min == null || min.compareTo(LONG_MIN) <= 0 ? Long.MIN_VALUE : round(min, RoundingMode.CEILING);
        long high = max == null || max.compareTo(LONG_MAX) >= 0 ? Long.MAX_VALUE : round(max, RoundingMode.FLOOR);
        return (rowNumber, value) -> {
            long number = ((Number) value).longValue();
            return low <= number && number <= high;
        };
    }

    private static RowCondition.ValueCondition doubles(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        double low = min == null ? Double.NEGATIVE_INFINITY : smallestDoubleNotBelow(min);
        double high = max == null ? Double.POSITIVE_INFINITY : -smallestDoubleNotBelow(max.negate());
        return (rowNumber, value) -> {
            double number = ((Number) value).doubleValue();
            return low <= number && number <= high;
        };
    }

    private static RowCondition.ValueCondition decimals(@Nullable BigDecimal min, @Nullable BigDecimal max) {
        return (rowNumber, value) -> {
            BigDecimal number = (BigDecimal) value;
            return (min == null || number.compareTo(min) >= 0) && (max == null || number.compareTo(max) <= 0);
        };
    }

    private static long round(BigDecimal bound, RoundingMode mode) {
        // setScale would expand 1e-999999999 to its digits.
        boolean isFraction = bound.signum() != 0 && (long) bound.precision() - bound.scale() <= 0;
        BigDecimal brief = isFraction ? BigDecimal.valueOf(bound.signum()).movePointLeft(1) : bound;
        return brief.setScale(0, mode).longValueExact();
    }

    private static double smallestDoubleNotBelow(BigDecimal bound) {
        double nearest = bound.doubleValue();
        if (nearest == Double.POSITIVE_INFINITY) {
            return nearest;
        }
        boolean below = nearest == Double.NEGATIVE_INFINITY || new BigDecimal(nearest).compareTo(bound) < 0;
        return below ? Math.nextUp(nearest) : nearest;
    }
}
