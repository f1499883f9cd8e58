package io.weft.internal.publish;

import io.weft.contract.Contract;
import io.weft.internal.log.FileEntry;
import io.weft.internal.pipeline.PipelineRunner;
import io.weft.quality.Finding;
import io.weft.quality.Severity;
import io.weft.spi.storage.Location;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides about the external pipeline that a contract names: it runs if the platform allowed exactly that one, is passed
 * over visibly if the platform said so, and otherwise closes the gate. Immutable and thread-safe.
 *
 * @param allowed commands by pipeline location
 * @param skipped pipeline locations to pass over
 * @param limit how long a pipeline may run
 */
public record PipelineGate(Map<String, List<String>> allowed, Set<String> skipped, Duration limit) {
    private static final int MAX_SCRIPT_BYTES = 4 << 20;

    /** Copies the collections. */
    public PipelineGate {
        allowed = Map.copyOf(allowed);
        skipped = Set.copyOf(skipped);
    }

    void requireDecided(Contract contract) {
        String pipeline = contract.qualityChecks().pipeline();
        if (pipeline != null && !allowed.containsKey(pipeline) && !skipped.contains(pipeline)) {
            throw PublishErrors.pipelineNotAllowed(pipeline);
        }
    }

    /** The pipeline's verdict on staged files; empty if the contract names none. */
    Optional<Finding> judge(Engine engine, List<FileEntry> files) {
        return Optional.ofNullable(engine.contract().qualityChecks().pipeline())
                .map(pipeline -> skipped.contains(pipeline) ? passedOver() : run(pipeline, engine, files));
    }

    private Finding run(String pipeline, Engine engine, List<FileEntry> files) {
        Location script = engine.places().resolve(pipeline, engine.folder());
        byte[] program = engine.places().storageFor(script).read(script, MAX_SCRIPT_BYTES);
        try (PipelineData data = PipelineData.of(engine, files)) {
            return PipelineRunner.create()
                    .run(program, script.name(), allowed.getOrDefault(pipeline, List.of()), data.folder(), limit);
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
