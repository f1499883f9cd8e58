package io.weft.samples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {
    private static final String VIEW = "data-products/air-traffic/on-time-performance/v1";

    @TempDir
    static Path mesh;

    private static List<String> lines;

    @BeforeAll
    static void run() {
        lines = run(mesh);
    }

    @Test
    void publishesAllFlightsAndWarnsOfTwins() {
        assertThat(step(1))
                .anyMatch(line -> line.startsWith("PUBLISHED AirTraffic/OnTimePerformance@1 version 1: 231,083 rows"))
                .anyMatch(line -> line.startsWith("WARN") && line.contains("202 of") && line.contains("row 1113"))
                .noneMatch(line -> line.contains("FAILED"));
        assertThat(step(1).stream().filter(line -> line.startsWith("ok "))).hasSize(8);
    }

    @Test
    void ranksTheLeastPunctualAirports() {
        assertThat(step(2))
                .containsExactly(
                        "LAX        71.5 % of  10,137 flights on time",
                        "SJC        73.3 % of   6,028 flights on time", "PHX        73.6 % of  15,186 flights on time");
    }

    @Test
    void takesAMistakeBack() {
        assertThat(withoutProgress(step(3)))
                .containsExactly(
                        "version 1  78.9 % of 231,083 flights on time  as first published",
                        "version 2  52.8 % of 231,083 flights on time  the mistake",
                        "version 3  78.9 % of 231,083 flights on time  rolled back: what readers see now");
    }

    @Test
    void isStoppedByThreeBrokenRows() {
        List<String> step = step(4);

        assertThat(step.get(0)).isEqualTo("opened > 1,003 rows > checking > rejected");
        assertThat(step.get(1)).startsWith("'origin'").contains("null").endsWith("row 1001");
        assertThat(step.get(2)).startsWith("'delay_minutes'").contains("1440").endsWith("row 1002");
        assertThat(step.get(3)).startsWith("'sla_status'").contains("ONTIME").endsWith("row 1003");
        assertThat(step.subList(4, step.size())).containsExactly("Still visible: version 3, 231,083 rows");
    }

    @Test
    void findsTheProduct() {
        assertThat(step(5)).containsExactly("AirTraffic/OnTimePerformance@1 version 3, owner air-traffic@example.com");
    }

    @Test
    void endsWithTheFolderOfTheFiles() {
        assertThat(lines.get(lines.size() - 1)).isEqualTo("Look: " + mesh.resolve(VIEW));
        assertThat(lines).hasSizeBetween(30, 45);
    }

    @Test
    void duckDbSeesWhatTheProgramSays() throws SQLException {
        String flights = "'" + mesh.resolve(VIEW) + "/*.parquet'";

        assertThat(query(
                        "SELECT count(*), count(*) FILTER (sla_status = 'BREACHED'), min(departure), max(departure) FROM "
                                + flights))
                .containsExactly("231083 48757 2001-01-01 00:01:00.0 2001-03-31 22:57:00.0");
        assertThat(query("SELECT format('{:<9}  {:.1f} % of {:>7}', origin, 100 * avg((sla_status = 'ONTIME')::INT),"
                        + " format('{:,}', count(*))) || ' flights on time' FROM " + flights
                        + " GROUP BY origin HAVING count(*) > 1000 ORDER BY avg((sla_status = 'ONTIME')::INT) LIMIT 3"))
                .isEqualTo(step(2));
    }

    @Test
    void printsAQueryThatRuns() throws SQLException {
        String command = step(6).get(0);
        String sql = command.substring(command.indexOf('"') + 1, command.lastIndexOf('"'));

        assertThat(query(sql)).containsExactlyInAnyOrder("ONTIME 182326", "BREACHED 48757");
    }

    @Test
    void goesOnInAFolderThatIsInUse(@TempDir Path used) {
        assertThat(run(used)).anyMatch(line -> line.contains("Still visible: version 3,"));
        assertThat(run(used)).anyMatch(line -> line.contains("Still visible: version 6,"));
    }

    private static List<String> run(Path folder) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Quickstart.run(folder, new PrintStream(bytes, true, UTF_8));
        return bytes.toString(UTF_8).lines().toList();
    }

    /** The lines below a heading, without margin. */
    private static List<String> step(int number) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith(number + "  "))
                .skip(1)
                .takeWhile(line -> !line.isBlank())
                .map(String::strip)
                .toList();
    }

    private static List<String> withoutProgress(List<String> step) {
        return step.stream().filter(line -> !line.startsWith("opened")).toList();
    }

    /** Each row's values, separated by blanks. */
    static List<String> query(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> rows = new ArrayList<>();
            while (result.next()) {
                List<String> values = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    values.add(String.valueOf(result.getObject(column)));
                }
                rows.add(String.join(" ", values));
            }
            return rows;
        }
    }
}
