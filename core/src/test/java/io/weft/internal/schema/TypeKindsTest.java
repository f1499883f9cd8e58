package io.weft.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TypeKindsTest {
    @Test
    void partitionsNeedValuesThatHaveOneName() {
        Stream<FieldType> all = Stream.concat(
                Stream.of(Primitive.values()),
                Stream.of(
                        new FieldType.Decimal(9, 2),
                        new FieldType.Time(Precision.MILLIS),
                        new FieldType.Timestamp(Precision.MICROS, true),
                        new FieldType.Timestamp(Precision.MICROS, false),
                        new FieldType.Fixed(16),
                        new FieldType.Enumeration(List.of("LATE")),
                        new FieldType.Struct(List.of(Field.required("a", Primitive.INT))),
                        new FieldType.ListOf(Primitive.INT, true),
                        new FieldType.MapOf(Primitive.INT, true)));

        assertThat(all.filter(TypeKinds::isPartitionable).map(TypeNames::of))
                .containsExactly("boolean", "int", "long", "string", "date", "uuid", "enum");
    }
}
