package io.weft.internal.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.fixture.RandomSchemas;
import io.weft.fixture.RandomSchemas.Table;
import io.weft.fixture.RowValues;
import io.weft.schema.Field;
import io.weft.schema.Schema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Whatever rows become, they come back the same. */
class RowRoundTripProperties {
    @Provide
    Arbitrary<Table> tables() {
        return RandomSchemas.tables(4);
    }

    @Property(tries = 500)
    void mapsComeBack(@ForAll("tables") Table table) {
        RowDecoder<Map<String, Object>> decoder = RowDecoders.maps(table.schema());
        RowEncoder encoder = RowEncoders.of(table.schema(), Map.class);
        assertThat(decoder.projection()).isEqualTo(table.schema());
        for (Object[] row : table.rows()) {
            Map<String, Object> map = decoder.decode(row, 1);
            assertThat(map.keySet()).containsExactlyElementsOf(names(table.schema()));
            assertSame(encoder.encode(map, 1), row);
        }
    }

    @Property(tries = 500)
    void avroRecordsComeBack(@ForAll("tables") Table table) {
        RowDecoder<GenericRecord> decoder = RowDecoders.avro(table.schema());
        RowEncoder encoder = RowEncoders.of(table.schema(), GenericRecord.class);
        assertThat(decoder.projection()).isEqualTo(table.schema());
        for (Object[] row : table.rows()) {
            assertSame(encoder.encode(decoder.decode(row, 1), 1), row);
        }
    }

    /** Avro's own writer accepts what we make, and we accept what its reader makes (Utf8, its own arrays and fixed). */
    @Property(tries = 300)
    void avroBytesComeBack(@ForAll("tables") Table table) throws IOException {
        RowDecoder<GenericRecord> decoder = RowDecoders.avro(table.schema());
        RowEncoder encoder = RowEncoders.of(table.schema(), GenericRecord.class);
        for (Object[] row : table.rows()) {
            assertSame(encoder.encode(throughBytes(decoder.decode(row, 1)), 1), row);
        }
    }

    private static GenericRecord throughBytes(GenericRecord avro) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder out = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(avro.getSchema()).write(avro, out);
        out.flush();
        BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null);
        return new GenericDatumReader<GenericRecord>(avro.getSchema()).read(null, in);
    }

    private static List<String> names(Schema schema) {
        List<String> names = new ArrayList<>();
        for (Field field : schema.fields()) {
            names.add(field.name());
        }
        return names;
    }

    private static void assertSame(Object[] found, Object[] expected) {
        assertThat(RowValues.equal(found, expected))
                .as("%s came back as %s", RowValues.describe(expected), RowValues.describe(found))
                .isTrue();
    }
}
