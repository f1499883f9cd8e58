package io.weft.internal.parquet;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.contract.Compression;
import io.weft.fixture.RandomSchemas;
import io.weft.fixture.RandomSchemas.Table;
import io.weft.fixture.RowValues;
import io.weft.fixture.Tries;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AddLifecycleHook;

/** Whatever Weft writes, Weft reads. */
@AddLifecycleHook(Tries.class)
class RoundTripProperties {
    @Provide
    Arbitrary<Table> tables() {
        return RandomSchemas.tables(20);
    }

    @Property(tries = 300)
    void rowsComeBack(@ForAll("tables") Table table, @ForAll Compression compression) {
        byte[] file = ParquetFiles.write(new ParquetFormat(), table, compression);
        List<Object[]> rows = ParquetFiles.read(table.schema(), file);
        assertThat(RowValues.equal(rows, table.rows())).isTrue();
    }

    @Property(tries = 100)
    void equalRowsGiveEqualBytes(@ForAll("tables") Table table, @ForAll Compression compression) {
        assertThat(ParquetFiles.write(new ParquetFormat(), table, compression))
                .isEqualTo(ParquetFiles.write(new ParquetFormat(), table, compression));
    }
}
