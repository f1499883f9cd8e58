package io.weft.internal.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.WeftException;
import io.weft.schema.Field;
import io.weft.schema.FieldType.Decimal;
import io.weft.schema.FieldType.Enumeration;
import io.weft.schema.FieldType.ListOf;
import io.weft.schema.FieldType.MapOf;
import io.weft.schema.FieldType.Precision;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.FieldType.Struct;
import io.weft.schema.FieldType.Time;
import io.weft.schema.FieldType.Timestamp;
import io.weft.schema.Schema;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSchemasTest {
    enum Status {
        ONTIME,
        LATE
    }

    enum Nothing {}

    record Leg(String from, @Nullable Integer minutes) {}

    @Test
    @SuppressWarnings("ArrayRecordComponent")
    void componentsBecomeFields() {
        record Trip(
                boolean open,
                byte tiny,
                Short small,
                int delayMinutes,
                long id,
                float ratio,
                double share,
                String origin,
                byte[] raw,
                LocalDate day,
                LocalTime at,
                Instant seen,
                LocalDateTime departure,
                UUID key,
                BigDecimal price,
                Status status,
                Leg firstLeg) {}
        Schema schema = Schema.of(Trip.class);
        assertThat(schema.name()).isEqualTo("Trip");
        assertThat(schema.fields())
                .containsExactly(
                        Field.required("open", Primitive.BOOLEAN),
                        Field.required("tiny", Primitive.INT),
                        Field.required("small", Primitive.INT),
                        Field.required("delay_minutes", Primitive.INT),
                        Field.required("id", Primitive.LONG),
                        Field.required("ratio", Primitive.FLOAT),
                        Field.required("share", Primitive.DOUBLE),
                        Field.required("origin", Primitive.STRING),
                        Field.required("raw", Primitive.BYTES),
                        Field.required("day", Primitive.DATE),
                        Field.required("at", new Time(Precision.MICROS)),
                        Field.required("seen", new Timestamp(Precision.MICROS, true)),
                        Field.required("departure", new Timestamp(Precision.MICROS, false)),
                        Field.required("key", Primitive.UUID),
                        Field.required("price", new Decimal(38, 9)),
                        Field.required("status", new Enumeration(List.of("ONTIME", "LATE"))),
                        Field.required(
                                "first_leg",
                                new Struct(List.of(
                                        Field.required("from", Primitive.STRING),
                                        Field.optional("minutes", Primitive.INT)))));
    }

    @Test
    void nullableIsFoundAtEveryDepth() {
        record Notes(
                @Nullable String text,
                List<@Nullable String> lines,
                @Nullable List<String> tags,
                Map<String, @Nullable Long> counts,
                Map<String, List<@Nullable Integer>> nested) {}
        assertThat(Schema.of(Notes.class).fields())
                .containsExactly(
                        Field.optional("text", Primitive.STRING),
                        Field.required("lines", new ListOf(Primitive.STRING, false)),
                        Field.optional("tags", new ListOf(Primitive.STRING, true)),
                        Field.required("counts", new MapOf(Primitive.LONG, false)),
                        Field.required("nested", new MapOf(new ListOf(Primitive.INT, false), true)));
    }

    /** As older libraries have it: on declarations. */
    static final class Older {
        @Retention(RetentionPolicy.RUNTIME)
        @Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER})
        @interface Nullable {}
    }

    @Test
    void anyAnnotationNamedNullableWillDo() {
        record Row(@Older.Nullable String text) {}
        assertThat(Schema.of(Row.class).fields()).containsExactly(Field.optional("text", Primitive.STRING));
    }

    record Tree(String name, List<Tree> children) {}

    @Test
    @SuppressWarnings("ArrayRecordComponent")
    void everyBadComponentIsNamedAtOnce() {
        record Inner(Object anything) {}
        record Bad(
                Optional<String> maybe,
                ZonedDateTime when,
                char letter,
                int[] numbers,
                Map<Integer, String> byNumber,
                Nothing nothing,
                Tree tree,
                List<Inner> inners,
                String size$,
                int delayMinutes,
                int delay_minutes) {}
        assertThatThrownBy(() -> Schema.of(Bad.class))
                .isInstanceOfSatisfying(
                        WeftException.class, e -> assertThat(e.code()).isEqualTo("WEFT-SCHEMA-003"))
                .hasMessage("WEFT-SCHEMA-003: no schema can be made from the record " + Bad.class.getName()
                        + ": 9 problems:\n"
                        + "  maybe: is an Optional; write the type itself and annotate it @Nullable\n"
                        + "  when: has the type java.time.ZonedDateTime, for which there is no field type\n"
                        + "  letter: has the type char, for which there is no field type\n"
                        + "  numbers: has the type int[], for which there is no field type\n"
                        + "  byNumber: is a map whose keys are not String\n"
                        + "  nothing: has the type " + Nothing.class.getTypeName()
                        + ", for which there is no field type\n"
                        + "  tree.children[]: is recursive, a schema ends somewhere\n"
                        + "  inners[].anything: has the type java.lang.Object, for which there is no field type\n"
                        + "  size$: a field name has letters, digits and underscores, does not begin with a digit and is at"
                        + " most 255 characters long");
    }

    @Test
    void twoComponentsOfOneNameAreRefused() {
        record Twice(int delayMinutes, int delay_minutes) {}
        assertThatThrownBy(() -> Schema.of(Twice.class))
                .hasMessage("WEFT-SCHEMA-003: no schema can be made from the record " + Twice.class.getName()
                        + ": 1 problem:\n"
                        + "  Twice: two fields are named 'delay_minutes' (compared without case, as query engines do)");
    }

    @Test
    void aRecordWithoutComponentsIsRefused() {
        record Empty() {}
        assertThatThrownBy(() -> Schema.of(Empty.class))
                .hasMessageEndingWith("1 problem:\n  Empty: at least one field is needed");
    }
}
