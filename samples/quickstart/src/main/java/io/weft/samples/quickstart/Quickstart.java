package io.weft.samples.quickstart;

import static java.util.Comparator.comparingDouble;
import static java.util.Map.Entry.comparingByValue;
import static java.util.stream.Collectors.groupingBy;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.PublicationRejectedException;
import io.weft.PublishReport;
import io.weft.quality.Finding;
import io.weft.snapshot.Rows;
import io.weft.snapshot.Snapshot;
import io.weft.spi.catalog.CatalogEntry;
import io.weft.spi.catalog.CatalogQuery;
import io.weft.spi.storage.Location;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Weft in one program: publishes a data product of real flights, reads it back, takes a mistake back, is stopped by the
 * product's checks, and finds the product in the catalog.
 */
public final class Quickstart {
    /** The mistake of step 3: the grace was forgotten. */
    private static final int ANY_MINUTE = 1;

    private static final String CONTRACT = "samples/quickstart/src/main/resources/dataproduct.yaml";

    private final Platform platform;
    private final DataProduct punctuality;
    private final PrintStream out;
    private int step;

    private Quickstart(Platform platform, PrintStream out) {
        this.platform = platform;
        this.punctuality = platform.product(SourceData.CONTRACT);
        this.out = out;
    }

    /**
     * Runs the program.
     *
     * @param args a folder to publish to; without it {@code target/mesh} is emptied and used
     */
    public static void main(String[] args) {
        run(args.length > 0 ? Path.of(args[0]) : OwnFolder.emptied(), System.out);
    }

    static void run(Path folder, PrintStream out) {
        run(Platform.builder().local(folder), out);
    }

    /**
     * Runs the program where a platform's storages are.
     *
     * @param where the storages, and a root below which the contract's location is allowed
     * @param out what the program prints to
     */
    public static void run(Platform.Builder where, PrintStream out) {
        try (Platform platform = where.listener(new ProgressLine(out)).build()) {
            new Quickstart(platform, out).runAll();
        }
    }

    private void runAll() {
        introduce();
        Snapshot first = publish();
        read();
        takeMistakeBack(first);
        publishBrokenRows();
        find();
        showFiles();
    }

    private void introduce() {
        out.println(
                "Weft: a contract goes in, rows go through its checks into Parquet, readers see all of them or none.");
        out.println("The contract of this product: " + CONTRACT);
    }

    private Snapshot publish() {
        heading("Publish US flights of early 2001; one that arrives 15 minutes late or more is BREACHED, else ONTIME");
        PublishReport report = punctuality.publish(rows(FlightPunctuality.GRACE_MINUTES));
        print(report);
        return report.snapshot();
    }

    private void read() {
        heading("Read it as Java records: the least punctual airports with more than 1,000 departures");
        try (Rows<Departure> departures = punctuality.read(Departure.class)) {
            Map<String, OnTimeShare> airports =
                    departures.stream().collect(groupingBy(Departure::origin, OnTimeShare.collector()));
            airports.entrySet().stream()
                    .filter(airport -> airport.getValue().flights() > 1_000)
                    .sorted(comparingByValue(comparingDouble(OnTimeShare::percent)))
                    .limit(3)
                    .forEach(airport -> print(airport.getKey(), airport.getValue(), ""));
        }
    }

    private void takeMistakeBack(Snapshot good) {
        heading("Publish a mistake (a single minute late is BREACHED), compare the versions, roll back");
        Snapshot mistake = punctuality.publish(rows(ANY_MINUTE)).snapshot();
        Snapshot corrected = punctuality.rollbackTo(good.version());
        printOnTimeShare(good, "as first published");
        printOnTimeShare(mistake, "the mistake");
        printOnTimeShare(corrected, "rolled back: what readers see now");
    }

    private void publishBrokenRows() {
        heading("Publish 1,000 good rows and 3 broken ones: none of them gets through");
        Stream<FlightPunctuality> good = rows(FlightPunctuality.GRACE_MINUTES).limit(1_000);
        try {
            punctuality.publish(Stream.concat(good, brokenRows()));
        } catch (PublicationRejectedException e) {
            e.report().findings().stream().filter(Finding::blocks).forEach(finding -> print(finding.message()));
        }
        punctuality
                .snapshot()
                .ifPresent(visible -> print(String.format(
                        Locale.ROOT, "Still visible: version %d, %,d rows", visible.version(), visible.rowCount())));
    }

    private void find() {
        heading("Find it in the catalog: words \"promised arrival\", domain AirTraffic, tag punctuality");
        CatalogQuery query = new CatalogQuery("promised arrival", "AirTraffic", List.of("punctuality"));
        for (CatalogEntry entry : platform.catalog().search(query)) {
            print(entry.id() + " version " + entry.snapshotVersion() + ", owner "
                    + entry.contract().owner());
        }
    }

    private void showFiles() {
        Location location = punctuality.location();
        String place = location.scheme().equals("file") ? location.toPath().toString() : location.toString();
        heading("Read it without Weft: the visible version is plain Parquet for Spark, DuckDB, pandas");
        print("duckdb -c \"SELECT sla_status, count(*) FROM '" + place + "/*.parquet' GROUP BY ALL\"");
        out.println();
        out.println("Next: lower the max of delay_minutes to 500 in the contract and run again.");
        out.println("Look: " + place);
    }

    private static Stream<FlightPunctuality> rows(int graceMinutes) {
        return SourceData.flights().map(flight -> FlightPunctuality.of(flight, graceMinutes));
    }

    private static Stream<FlightPunctuality> brokenRows() {
        return Stream.of(
                broken(1, null, 5, FlightPunctuality.ONTIME),
                broken(2, "LAX", 99_999, FlightPunctuality.BREACHED),
                broken(3, "LAX", 20, "LATE"));
    }

    private static FlightPunctuality broken(int hour, @Nullable String origin, int delayMinutes, String slaStatus) {
        return new FlightPunctuality(
                LocalDateTime.of(2001, 4, 1, hour, 0), origin, "SFO", 337, delayMinutes, slaStatus);
    }

    /** Goes back in time: every version stays readable. */
    private void printOnTimeShare(Snapshot snapshot, String remark) {
        long version = snapshot.version();
        try (Rows<Departure> departures = punctuality.at(version).read(Departure.class)) {
            print("version " + version, departures.stream().collect(OnTimeShare.collector()), remark);
        }
    }

    private void heading(String text) {
        step++;
        out.println();
        out.println(step + "  " + text);
    }

    private void print(String name, OnTimeShare share, String remark) {
        print(String.format(Locale.ROOT, "%-9s  %s  %s", name, share, remark).stripTrailing());
    }

    private void print(Object text) {
        out.print(text.toString().indent(3));
    }
}
