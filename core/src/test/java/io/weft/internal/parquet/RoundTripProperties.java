package io.weft.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.contract.Compression;
import io.weft.fixture.RandomSchemas;
import io.weft.fixture.RandomSchemas.Table;
import io.weft.fixture.RowValues;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever Weft writes, Weft reads. */
class RoundTripProperties {
    @Provide
    Arbitrary<Table> tables() {
        return RandomSchemas.tables(20);
    }

    @Property(tries = 300)
    void rowsComeBack(@ForAll("tables") Table table, @ForAll Compression compression) {
        byte[] file = Files.write(new ParquetFormat(), table, compression);
        List<Object[]> rows = Files.read(table.schema(), file);
        assertThat(RowValues.equal(rows, table.rows())).isTrue();
    }

    @Property(tries = 100)
    void equalRowsGiveEqualBytes(@ForAll("tables") Table table, @ForAll Compression compression) {
        assertThat(Files.write(new ParquetFormat(), table, compression))
                .isEqualTo(Files.write(new ParquetFormat(), table, compression));
    }
}
