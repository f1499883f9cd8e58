package io.weft.internal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.contract.Contract;
import io.weft.contract.ContractReader;
import io.weft.contract.OutputPort;
import io.weft.contract.Problem;
import io.weft.contract.QualityChecks;
import io.weft.internal.schema.AvscReader;
import io.weft.quality.Checks;
import io.weft.schema.Field;
import io.weft.schema.FieldType;
import io.weft.schema.FieldType.Primitive;
import io.weft.schema.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContractSchemaCheckTest {
    private static final Schema FLIGHTS = new Schema(
            "Flight",
            List.of(
                    Field.required("origin", Primitive.STRING),
                    Field.optional("delay", Primitive.INT),
                    Field.optional("status", new FieldType.Enumeration(List.of("LATE", "ONTIME"))),
                    Field.optional("legs", new FieldType.ListOf(Primitive.STRING, true))));

    private static final String HEAD = """
            name: OnTime
            domain: AirTraffic
            version: 1.0.0
            owner: air@example.com
            schema: {location: flights.avsc}
            """;

    @Test
    void findsNothingInAContractThatFits() {
        Contract contract = ContractReader.read(HEAD + """
                output: {location: out/, partition_by: [origin]}
                quality_checks:
                  checks:
                    - {check: in_range, field: delay, min: 0}
                    - {check: unique, fields: [origin, delay]}
                    - {check: accepted_values, field: status, values: [LATE]}
                    - {check: row_count, min: 1}
                """);

        assertThat(ContractSchemaCheck.problems(contract, FLIGHTS)).isEmpty();
    }

    @Test
    void keepsThePlacesOfTheFile() {
        Contract contract = ContractReader.read(HEAD + """
                output:
                  location: out/
                  partition_by: [orgin, legs]
                quality_checks:
                  checks:
                    - {check: matches, field: delay, pattern: x}
                    - {check: unique, fields: [origin, when]}
                    - {check: unique, field: where}
                    - {check: accepted_values, field: status, values: [LATE, EARLY]}
                """);

        assertThat(ContractSchemaCheck.problems(contract, FLIGHTS))
                .extracting(Problem::toString)
                .containsExactly(
                        "line 8, column 18: output.partition_by[0]: partition_by names the field 'orgin', which the"
                                + " schema does not have. Did you mean 'origin'? [WEFT-CONTRACT-012]",
                        "line 8, column 25: output.partition_by[1]: partition_by needs a string, enum, boolean, int, long, date"
                                + " or uuid, but 'legs' is of type list<string>. Name another field or change its type."
                                + " [WEFT-CONTRACT-013]",
                        "line 11, column 31: quality_checks.checks[0].field: The check matches needs a string or an enum,"
                                + " but 'delay' is of type int. Name another field or change its type. [WEFT-CONTRACT-013]",
                        "line 12, column 40: quality_checks.checks[1].fields[1]: The check unique names the field 'when',"
                                + " which the schema does not have. Name a field of the schema's top level."
                                + " [WEFT-CONTRACT-012]",
                        "line 13, column 30: quality_checks.checks[2].field: The check unique names the field 'where',"
                                + " which the schema does not have. Name a field of the schema's top level."
                                + " [WEFT-CONTRACT-012]",
                        "line 14, column 62: quality_checks.checks[3].values[1]: The check accepted_values lists 'EARLY',"
                                + " which a field of type enum never holds. Write LATE or ONTIME. [WEFT-CONTRACT-013]");
    }

    @Test
    void partitionsAreNotMadeOfPersonalData() {
        Schema schema = AvscReader.read("""
                {"type": "record", "name": "Flight", "fields": [
                  {"name": "origin", "type": "string"},
                  {"name": "pilot", "type": "string", "pii": true}]}
                """.getBytes(StandardCharsets.UTF_8), "flights.avsc");
        Contract contract = ContractReader.read(HEAD + "output: {location: out/, partition_by: [pilot]}\n");

        assertThat(ContractSchemaCheck.problems(contract, schema))
                .extracting(Problem::toString)
                .containsExactly(
                        "line 6, column 41: output.partition_by[0]: 'pilot' is marked 'pii', but the values of a"
                                + " partition become names of folders, which everybody sees who may list the location. Partition by"
                                + " another field, for example a region or a date. [WEFT-CONTRACT-016]");
    }

    @Test
    void knowsThePlacesOfSeveralOutputs() {
        Contract contract = ContractReader.read(HEAD + """
                outputs:
                  - {name: a, location: a/}
                  - {name: b, location: b/, partition_by: [day]}
                """);

        assertThat(ContractSchemaCheck.problems(contract, FLIGHTS))
                .extracting(p -> p.line() + ":" + p.column() + " " + p.path())
                .containsExactly("8:44 outputs[1].partition_by[0]");
    }

    @Test
    void aContractMadeInJavaHasNoPlaces() {
        Contract contract = Contract.builder("AirTraffic", "OnTime", "1.0.0")
                .owner("air@example.com")
                .schema(FLIGHTS)
                .output(port(List.of("origin", "delay", "status", "legs")))
                .qualityChecks(new QualityChecks(null, List.of(Checks.notNull("nothing"))))
                .build();

        assertThat(ContractSchemaCheck.problems(contract, FLIGHTS))
                .extracting(p -> p.line() + " " + p.code() + " " + p.path())
                .containsExactlyInAnyOrder(
                        "0 WEFT-CONTRACT-012 quality_checks.checks[0].field",
                        "0 WEFT-CONTRACT-013 outputs[0].partition_by[3]",
                        "0 WEFT-CONTRACT-010 outputs[0].partition_by[0]");
    }

    private static OutputPort port(List<String> partitionBy) {
        return OutputPort.builder("out/").partitionBy(partitionBy).build();
    }
}
