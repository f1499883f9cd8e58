package io.weft.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.schema.FieldType.Primitive;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FieldTest {
    private static final Field MAIL = Field.builder("mail", Primitive.STRING)
            .required(true)
            .pii(true)
            .description("where to write to")
            .tag("contact")
            .tag("person")
            .build();

    @Test
    void everyPartTellsFieldsApart() {
        assertThat(MAIL.toBuilder().build()).isEqualTo(MAIL).hasSameHashCodeAs(MAIL);
        assertThat(List.of(
                        MAIL.toBuilder().name("mails").build(),
                        MAIL.toBuilder().type(Primitive.BYTES).build(),
                        MAIL.toBuilder().required(false).build(),
                        MAIL.toBuilder().pii(false).build(),
                        MAIL.toBuilder().description(null).build(),
                        MAIL.toBuilder().tags(List.of("contact")).build()))
                .doesNotContain(MAIL)
                .doesNotHaveDuplicates();
    }

    @Test
    void theShortFormsSayOnlyWhetherAValueMustBeThere() {
        assertThat(Field.required("a", Primitive.INT))
                .isEqualTo(Field.builder("a", Primitive.INT).required(true).build());
        assertThat(Field.optional("a", Primitive.INT))
                .isEqualTo(Field.builder("a", Primitive.INT).build())
                .hasToString("Field[name=a, type=INT, required=false, pii=false, description=null, tags=[]]");
    }

    @Test
    void laterChangesOfTheBuilderOrItsListsChangeNoField() {
        List<String> words = new ArrayList<>(List.of("one"));
        Field.Builder builder = Field.builder("a", Primitive.INT).tags(words);
        Field before = builder.build();
        words.add("two");
        Field after = builder.tag("three").build();

        assertThat(before.tags()).containsExactly("one");
        assertThat(after.tags()).containsExactly("one", "three");
    }

    @Test
    void namesAreCheckedAtOnce() {
        for (String name : List.of("", "1a", "a b", "é", "a".repeat(256))) {
            assertThatThrownBy(() -> Field.optional(name, Primitive.INT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "a field name has letters, digits and underscores, does not begin with a digit and is at"
                                    + " most 255 characters long");
            assertThatThrownBy(() -> MAIL.toBuilder().name(name))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("does not begin with a digit");
        }
    }
}
