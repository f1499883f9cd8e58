package io.weft.testkit.storage;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.EngineFilter;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * One run of a kit inside a test.
 *
 * @param behaviours every test that ran, each case of a parameterised one by itself
 * @param failed the names of the test methods that failed
 */
record KitRun(Set<String> behaviours, Set<String> failed) {
    static KitRun of(Class<?> kit) {
        return run(selectClass(kit));
    }

    /** Runs a single behaviour that has no cases. */
    static KitRun of(Class<?> kit, String behaviour) {
        return run(selectMethod(kit, behaviour));
    }

    private static KitRun run(DiscoverySelector selector) {
        KitRun run = new KitRun(new LinkedHashSet<>(), new TreeSet<>());
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selector)
                .filters(EngineFilter.includeEngines("junit-jupiter"))
                .build();
        LauncherFactory.create().execute(request, run.listener());
        return run;
    }

    private TestExecutionListener listener() {
        return new TestExecutionListener() {
            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                String name = test.getSource()
                        .filter(MethodSource.class::isInstance)
                        .map(source -> ((MethodSource) source).getMethodName())
                        .orElse("");
                if (test.isTest()) {
                    behaviours.add(name + " " + test.getDisplayName());
                }
                if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                    failed.add(name);
                }
            }
        };
    }
}
