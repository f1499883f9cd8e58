package io.weft.testkit;

import io.weft.contract.Contract;
import io.weft.contract.OutputPort;
import io.weft.contract.QualityChecks;
import io.weft.quality.Check;
import io.weft.schema.Schema;
import java.util.List;

/** Small contracts for tests. */
public final class Contracts {
    private Contracts() {}

    public static Contract of(
            String domain, String name, Class<? extends Record> rows, String location, Check... checks) {
        return of(domain, name, Schema.of(rows), port(location), checks);
    }

    public static Contract of(String domain, String name, Schema schema, OutputPort port, Check... checks) {
        return Contract.builder(domain, name, "1.0.0")
                .owner("tests@example.com")
                .schema(schema)
                .output(port)
                .qualityChecks(new QualityChecks(null, List.of(checks)))
                .build();
    }

    public static OutputPort port(String location) {
        return OutputPort.builder(location).build();
    }
}
