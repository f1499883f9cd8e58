package io.weft.internal.publish;

import io.weft.internal.log.FileEntry;
import io.weft.internal.pipeline.PipelineRunner;
import io.weft.quality.Finding;
import io.weft.quality.Severity;
import io.weft.spi.storage.Location;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Decides about the external pipeline that a contract names: it runs if the platform allowed exactly that one, is passed
 * over visibly if the platform said so, and otherwise closes the gate. What counts is the place that the contract's words
 * lead to, not the words: the same relative name means another program in another contract's folder. Immutable and
 * thread-safe.
 *
 * @param allowed commands by pipeline location
 * @param skipped pipeline locations to pass over
 * @param limit how long a pipeline may run
 */
public record PipelineGate(Map<Location, List<String>> allowed, Set<Location> skipped, Duration limit) {
    private static final int MAX_SCRIPT_BYTES = 4 << 20;

    /** Copies the collections. */
    public PipelineGate {
        allowed = Map.copyOf(allowed);
        skipped = Set.copyOf(skipped);
    }

    void requireDecided(Engine engine) {
        location(engine).ifPresent(pipeline -> {
            if (!allowed.containsKey(pipeline) && !skipped.contains(pipeline)) {
                String written =
                        Objects.requireNonNull(engine.contract().qualityChecks().pipeline());
                throw PublishErrors.pipelineNotAllowed(written, pipeline);
            }
        });
    }

    /** The pipeline's verdict on staged files; empty if the contract names none. */
    Optional<Finding> judge(Engine engine, List<FileEntry> files) {
        return location(engine)
                .map(pipeline -> skipped.contains(pipeline) ? passedOver() : run(pipeline, engine, files));
    }

    private static Optional<Location> location(Engine engine) {
        return Optional.ofNullable(engine.contract().qualityChecks().pipeline())
                .map(written -> engine.places().attachment(written, engine.folder()));
    }

    private Finding run(Location script, Engine engine, List<FileEntry> files) {
        byte[] program = engine.places().readerOf(script, engine.folder()).read(script, MAX_SCRIPT_BYTES);
        try (PipelineData data = PipelineData.of(engine, files)) {
            return PipelineRunner.create()
                    .run(program, script.name(), allowed.getOrDefault(script, List.of()), data.folder(), limit);
        }
    }

    private static Finding passedOver() {
        return new Finding(
                "pipeline",
                List.of(),
                Severity.WARN,
                false,
                1,
                List.of(),
                "the contract's quality pipeline was not run: the platform skips it");
    }
}
