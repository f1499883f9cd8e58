package io.weft.testkit.example;

// [docs/how-to/test-your-product.md]
import static io.weft.testkit.WeftAssertions.assertThat;
import static io.weft.testkit.WeftAssertions.assertThatRejected;

import io.weft.DataProduct;
import io.weft.PublishReport;
import io.weft.testkit.TestMesh;
import io.weft.testkit.WeftExtension;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(WeftExtension.class)
class PunctualityTest {
    record Flight(String origin, String destination, int delayMinutes) {}

    private static final Path CONTRACT = Path.of("src/test/resources/punctuality/dataproduct.yaml");

    private DataProduct punctuality;

    @BeforeEach
    void open(TestMesh mesh) {
        punctuality = mesh.product(CONTRACT);
    }

    @Test
    void publishesFlights() {
        Flight early = new Flight("OSL", "BGO", -3);
        Flight late = new Flight("BGO", "OSL", 41);

        PublishReport report = punctuality.publish(List.of(early, late));

        assertThat(report).isVisibleAs(1).hasRows(2).hasNoFailedChecks().hasNoWarnings();
        assertThat(punctuality).containsOnlyRows(early, late);
    }

    @Test
    void refusesFlightsWithoutDestination() {
        List<Flight> flights = List.of(new Flight("OSL", "BGO", 0), new Flight("BGO", null, 0));

        assertThatRejected(() -> punctuality.publish(flights))
                .hasFailedCheck("not_null", "destination")
                .inRows(2);
        assertThat(punctuality).hasNoSnapshot();
    }
}
// [end]
