package io.weft.internal.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.contract.ContractReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The tables of {@code docs/reference/contract.md} say what the model says. To update them after a change of the keys, run
 * this test with {@code -Dweft.update=true}; text outside the tables is written by hand.
 */
class ContractReferenceTest {
    private static final Path PAGE = Path.of("../docs/reference/contract.md");

    @Test
    void theTablesAreUpToDate() throws IOException {
        String page = Files.readString(PAGE);
        String updated = page;
        for (Shape shape : shapes()) {
            updated = withTable(updated, shape.name(), table(shape));
        }
        updated = withTable(updated, "codes", codes());
        if (Boolean.getBoolean("weft.update")) {
            Files.writeString(PAGE, updated);
        }

        assertThat(Files.readString(PAGE))
                .as("update it with -Dtest=ContractReferenceTest -Dweft.update=true")
                .isEqualTo(updated);
    }

    @Test
    void thePlanOfBackupsIsSound() throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- example: backup -->\n\n```yaml\n";
        int from = page.indexOf(begin) + begin.length();
        String plan = page.substring(from, page.indexOf("```", from));

        assertThat(ContractReader.read("""
                        name: OnTime
                        domain: AirTraffic
                        version: 1.0.0
                        owner: air@example.com
                        schema: {location: flights.avsc}
                        output: {location: s3://data/on-time/}
                        """ + plan).backup().vault()).startsWith("s3://data-vault/");
    }

    private static List<Shape> shapes() {
        List<Shape> shapes = new ArrayList<>(List.of(
                ContractModel.CONTRACT,
                ContractModel.SLA,
                SchemaModel.SCHEMA,
                SchemaModel.FIELD,
                SchemaModel.ELEMENT_SHAPE,
                OutputModel.OUTPUT,
                QualityModel.QUALITY_CHECKS,
                BackupModel.BACKUP,
                ContractModel.EXAMPLE));
        shapes.addAll(QualityModel.CHECKS.values());
        return shapes;
    }

    private static String withTable(String page, String name, String table) {
        String begin = "<!-- table: " + name + " -->\n";
        String end = "<!-- end -->";
        int from = page.indexOf(begin);
        assertThat(from).as("the page has a table for " + name).isNotNegative();
        int to = page.indexOf(end, from);
        return page.substring(0, from + begin.length()) + table + page.substring(to);
    }

    private static String table(Shape shape) {
        return "\n| key | required | default | meaning |\n|---|---|---|---|\n"
                + shape.keys().stream().map(ContractReferenceTest::row).collect(Collectors.joining())
                + "\n";
    }

    private static String row(Key<?> key) {
        return "| `%s` | %s | %s | %s |\n"
                .formatted(
                        key.name(),
                        key.isRequired() ? "yes" : "no",
                        key.defaultText().map(text -> "`" + text + "`").orElse(""),
                        key.meaning() + allowed(key.type()));
    }

    private static String allowed(Type<?> type) {
        String words = type.label();
        return words.startsWith("one of ") ? " Allowed: `" + words.substring(7).replace(", ", "`, `") + "`." : "";
    }

    private static String codes() {
        return "\n| code | meaning |\n|---|---|\n"
                + Arrays.stream(Fault.values())
                        .map(fault -> "| `" + fault.code() + "` | " + fault.meaning() + " |\n")
                        .collect(Collectors.joining())
                + "\n";
    }
}
