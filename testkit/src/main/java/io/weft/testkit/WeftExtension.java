package io.weft.testkit;

import io.weft.Platform;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives each test a platform in memory: as a parameter of type {@link TestMesh}, {@link Platform}, {@link TestClock},
 * {@link MemoryStorage} or {@link Storage}, all of one test belonging together, also those of its {@code @BeforeEach}.
 *
 * <p>It is strict: a test that leaves a publication, rows or anything else of the storage open fails. When a test
 * fails, what its mesh holds is printed below the failure, names and sizes only.
 *
 * <p>Registered with {@code @ExtendWith(WeftExtension.class)}, or, to change the platform, with {@link #with} and
 * {@code @RegisterExtension}. Thread-safe; tests may run in parallel.
 */
public final class WeftExtension implements ParameterResolver, TestExecutionExceptionHandler, AfterEachCallback {
    private static final Namespace NAMESPACE = Namespace.create(WeftExtension.class);
    private static final Map<Class<?>, Function<TestMesh, Object>> PARAMETERS = Map.of(
            TestMesh.class, mesh -> mesh,
            Platform.class, TestMesh::platform,
            TestClock.class, TestMesh::clock,
            MemoryStorage.class, TestMesh::storage,
            Storage.class, TestMesh::storage);

    private final UnaryOperator<Platform.Builder> setup;

    /** Makes an extension whose platforms have nothing but a storage, a catalog and a clock. */
    public WeftExtension() {
        this(UnaryOperator.identity());
    }

    private WeftExtension(UnaryOperator<Platform.Builder> setup) {
        this.setup = setup;
    }

    /**
     * Makes an extension with other platforms, for example {@code with(platform -> platform.skipPipeline(location))}.
     *
     * @param setup changes each test's builder, which has storage, root, clock and a listener already
     * @return an extension for {@code @RegisterExtension}
     */
    public static WeftExtension with(UnaryOperator<Platform.Builder> setup) {
        return new WeftExtension(setup);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return PARAMETERS.containsKey(parameter.getParameter().getType());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException(
                    "A mesh lives as long as one test. Take it as a parameter of the test"
                            + " or of @BeforeEach, not of a constructor or of @BeforeAll");
        }
        TestMesh mesh = context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(TestMesh.class, key -> new TestMesh(setup), TestMesh.class);
        return Objects.requireNonNull(PARAMETERS.get(parameter.getParameter().getType()))
                .apply(mesh);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        TestMesh mesh = mesh(context);
        if (mesh != null) {
            failure.addSuppressed(new MeshState(mesh));
        }
        throw failure;
    }

    @Override
    public void afterEach(ExtensionContext context) {
        TestMesh mesh = mesh(context);
        if (mesh == null) {
            return;
        }
        // A test that failed half-way had no chance to close things; its own failure is the one to see.
        boolean failed = context.getExecutionException().isPresent();
        if (!failed && !mesh.leaks().isEmpty()) {
            AssertionError leak = new AssertionError("The test left open: " + String.join(", ", mesh.leaks())
                    + ". Close every Publication and Rows, best with try-with-resources");
            leak.addSuppressed(new MeshState(mesh));
            mesh.close();
            throw leak;
        }
        mesh.close();
    }

    private static @Nullable TestMesh mesh(ExtensionContext context) {
        return context.getStore(NAMESPACE).get(TestMesh.class, TestMesh.class);
    }

    /** Hangs below a test's failure and is printed with it. */
    private static final class MeshState extends Exception {
        private static final long serialVersionUID = 1L;

        MeshState(TestMesh mesh) {
            super(mesh.toString(), null, false, false);
        }
    }
}
