package io.weft.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.weft.DataProduct;
import io.weft.Platform;
import io.weft.Publication;
import io.weft.event.WeftEvent;
import io.weft.snapshot.Rows;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

@ExtendWith(WeftExtension.class)
class WeftExtensionTest {
    private TestMesh before;

    @BeforeEach
    void remember(TestMesh mesh) {
        before = mesh;
    }

    @Test
    void givesWhatBelongsTogether(
            TestMesh mesh, Platform platform, TestClock clock, MemoryStorage memory, Storage storage) {
        assertThat(mesh).isSameAs(before);
        assertThat(platform).isSameAs(mesh.platform());
        assertThat(clock).isSameAs(mesh.clock());
        assertThat(memory).isSameAs(storage).isSameAs(mesh.storage());
    }

    @Test
    void collectsEvents(TestMesh mesh) {
        Letters.product(mesh).publish(Letters.rows(1));

        assertThat(mesh.events()).first().isInstanceOf(WeftEvent.PublicationStarted.class);
        assertThat(mesh.events()).last().isInstanceOf(WeftEvent.PublicationCommitted.class);
    }

    @Test
    void usesTheClock(TestMesh mesh) {
        mesh.clock().advance(Duration.ofDays(3));
        assertThat(Letters.product(mesh).publish(Letters.rows(1)).snapshot().publishedAt())
                .isEqualTo(mesh.clock().instant());
    }

    @Test
    void passesTestsThatCleanUp() {
        assertThat(failures(Tidy.class)).isEmpty();
    }

    @Test
    void findsAPublicationLeftOpen() {
        assertThat(failures(OpenPublication.class))
                .singleElement()
                .asString()
                .contains("AssertionError: The test left open: the publication ")
                .contains("Close every Publication and Rows, best with try-with-resources")
                .contains("The mesh of this test at 2026-01-01T00:00:00Z\n  event  PublicationStarted");
    }

    @Test
    void findsAPublicationWithRowsLeftOpen() {
        assertThat(failures(OpenPublicationWithRows.class))
                .singleElement()
                .asString()
                .contains("The test left open: the publication ", ", inputs or outputs of the storage: 1. Close");
    }

    @Test
    void findsRowsLeftOpen() {
        assertThat(failures(OpenRows.class))
                .singleElement()
                .asString()
                .contains("The test left open: inputs or outputs of the storage: 1. Close");
    }

    @Test
    void printsNamesAndSizesBelowAFailureAndNoContents() {
        assertThat(failures(Failing.class))
                .singleElement()
                .asString()
                .startsWith("java.lang.IllegalStateException: the test's own failure")
                .contains("object memory://mesh/letters/_weft/log/00000000000000000001.json, ")
                .contains("event  PublicationCommitted[product=Post/Letters@1")
                .doesNotContain("left open")
                .doesNotContain(Letters.CONTENT);
    }

    @Test
    void printsAlsoWhenTheTestClosedThePlatform() {
        assertThat(failures(FailingClosed.class))
                .singleElement()
                .asString()
                .startsWith("java.lang.IllegalStateException: the test's own failure")
                .contains("objects unknown: WEFT-STORAGE-009");
    }

    @Test
    void refusesAMeshForAWholeClass() {
        assertThat(failures(InConstructor.class))
                .singleElement()
                .asString()
                .contains(
                        "A mesh lives as long as one test. Take it as a parameter of the test or of @BeforeEach, not of a"
                                + " constructor or of @BeforeAll");
    }

    @Test
    void makesOtherPlatformsOnRequest() {
        assertThat(failures(WithListener.class)).isEmpty();
        assertThat(WithListener.told).isNotEmpty();
    }

    /** Runs a class as JUnit would and returns the stack traces of what failed. */
    static List<String> failures(Class<?> tests) {
        List<String> failures = new ArrayList<>();
        List<TestIdentifier> run = new ArrayList<>();
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(tests))
                .build();
        LauncherFactory.create().execute(request, new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (test.isTest()) {
                    run.add(test);
                }
                result.getThrowable().ifPresent(thrown -> failures.add(trace(thrown)));
            }
        });
        assertThat(run).as("tests that ran").isNotEmpty();
        return failures;
    }

    private static String trace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @ExtendWith(WeftExtension.class)
    static class Tidy {
        @Test
        void closes(TestMesh mesh) {
            DataProduct product = Letters.product(mesh);
            try (Publication publication = product.publication().open()) {
                publication.write(new Letters.Letter("a"));
                publication.commit();
            }
            try (Publication publication = product.publication().open()) {
                publication.write(new Letters.Letter("b"));
            }
            try (Rows<Letters.Letter> rows = product.read(Letters.Letter.class)) {
                assertThat(rows.iterator().next()).isEqualTo(new Letters.Letter("a"));
            }
        }

        @Test
        void repeats(TestMesh mesh) {
            DataProduct product = Letters.product(mesh);
            product.publication().idempotencyKey("k").publish(Letters.rows(1));
            product.publication().idempotencyKey("k").publish(Letters.rows(1));
        }

        @Test
        void loses(TestMesh mesh) {
            DataProduct product = Letters.product(mesh);
            try (Publication late = product.publication().open()) {
                product.publish(Letters.rows(1));
                assertThat(org.assertj.core.api.Assertions.catchThrowable(late::commit))
                        .isInstanceOf(io.weft.PublishConflictException.class);
            }
        }
    }

    @ExtendWith(WeftExtension.class)
    static class OpenPublication {
        @Test
        void leaves(TestMesh mesh) {
            Publication unused = Letters.product(mesh).publication().open();
        }
    }

    @ExtendWith(WeftExtension.class)
    static class OpenPublicationWithRows {
        @Test
        void leaves(TestMesh mesh) {
            Letters.product(mesh).publication().open().write(new Letters.Letter("a"));
        }
    }

    @ExtendWith(WeftExtension.class)
    static class OpenRows {
        @Test
        void leaves(TestMesh mesh) {
            DataProduct product = Letters.product(mesh);
            product.publish(Letters.rows(2));
            assertThat(product.read(Letters.Letter.class).iterator().next()).isNotNull();
        }
    }

    @ExtendWith(WeftExtension.class)
    static class Failing {
        @Test
        void fails(TestMesh mesh) {
            Letters.product(mesh).publish(Letters.rows(1));
            Letters.product(mesh).publication().open().write(new Letters.Letter("a"));
            throw new IllegalStateException("the test's own failure");
        }
    }

    @ExtendWith(WeftExtension.class)
    static class FailingClosed {
        @Test
        void fails(TestMesh mesh) {
            mesh.platform().close();
            throw new IllegalStateException("the test's own failure");
        }
    }

    @ExtendWith(WeftExtension.class)
    static class InConstructor {
        InConstructor(TestMesh mesh) {
            assertThat(mesh).isNotNull();
        }

        @Test
        void isNeverRun() {
            assertThat(true).isTrue();
        }
    }

    static class WithListener {
        static final List<WeftEvent> told = new ArrayList<>();

        @RegisterExtension
        static final WeftExtension WEFT = WeftExtension.with(platform -> platform.listener(told::add));

        @Test
        void publishes(TestMesh mesh) {
            Letters.product(mesh).publish(Letters.rows(1));
        }
    }

    /** A product for these tests. */
    static final class Letters {
        static final String CONTENT = "Dear-Sir-or-Madam";

        record Letter(String text) {}

        private Letters() {}

        static DataProduct product(TestMesh mesh) {
            return mesh.product(Contracts.of("Post", "Letters", Letter.class, "letters/"));
        }

        static List<Letter> rows(int count) {
            return IntStream.range(0, count)
                    .mapToObj(i -> new Letter(CONTENT + i))
                    .toList();
        }
    }
}
