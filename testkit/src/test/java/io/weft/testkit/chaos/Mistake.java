package io.weft.testkit.chaos;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A mistake in Weft's own source, with which workers run; the run must end with what follows from it. */
enum Mistake {
    OVERWRITES_A_SLOT(
            "internal/log/Commit",
            "put(log.paths().slot(slot), bytes, Precondition.ABSENT)",
            "put(log.paths().slot(slot), bytes, Precondition.NONE)",
            "lost: version|does not name the entry before it|WEFT-LOG-00[12378]"),
    READS_THE_NEWEST_FILES(
            "internal/read/SnapshotReader",
            "return log.filesAt(version);",
            "return log.filesAt(log.head());",
            "mixed: a reader|contents were read of version"),
    IGNORES_PINS(
            "internal/upkeep/CleanUp",
            "new Needed(log, floor, pins.versions())",
            "new Needed(log, floor, Set.of())",
            "dangling: version [0-9]+ is pinned|PIN_OR_READ_PINNED failed: io.weft.WeftException: WEFT-READ-006"),
    FORGETS_WHAT_CAME_AND_WENT(
            "internal/upkeep/Needed",
            "version.getAsLong() >= floor ? Fate.NEEDED : Fate.EXPIRED",
            "Fate.EXPIRED",
            "dangling: |WEFT-READ-001|WEFT-DOCTOR-003"),
    DELETES_WHAT_IS_BEING_WRITTEN(
            "internal/upkeep/CleanUp",
            "uncommitted.values().removeIf(attempt -> attempt.lastSign().isAfter(now.minus(grace.publications())));",
            "uncommitted.values().forEach(attempt -> delete(attempt.objects()));",
            "dangling: |WEFT-READ-001|WEFT-DOCTOR-003|did not follow");

    private static final Path SOURCES = Path.of("../core/src/main/java");

    private final String type;
    private final String right;
    private final String wrong;
    private final Pattern symptom;

    Mistake(String place, String right, String wrong, String symptom) {
        this.type = "io/weft/" + place + ".java";
        this.right = right;
        this.wrong = wrong;
        this.symptom = Pattern.compile(symptom);
    }

    Pattern symptom() {
        return symptom;
    }

    /** Compiles the class with the mistake into a folder. */
    void compileInto(Path folder) throws IOException {
        String source = Files.readString(SOURCES.resolve(type));
        int at = source.indexOf(right);
        if (at < 0 || source.indexOf(right, at + 1) >= 0) {
            throw new IllegalStateException(this + " cannot be made: '" + right + "' is not in " + type
                    + " exactly once. The code has changed: make the same mistake in what it has become");
        }
        Path changed = folder.resolve(type);
        Files.createDirectories(changed.getParent());
        Files.writeString(changed, source.substring(0, at) + wrong + source.substring(at + right.length()));
        JavaCompiler compiler = Objects.requireNonNull(
                ToolProvider.getSystemJavaCompiler(), "this test needs a JDK, since it compiles");
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        int code = compiler.run(
                null,
                messages,
                messages,
                "-proc:none",
                "-nowarn",
                "-classpath",
                System.getProperty("java.class.path"),
                "-d",
                folder.toString(),
                changed.toString());
        if (code != 0) {
            throw new IllegalStateException(
                    this + " cannot be compiled:\n" + messages.toString(StandardCharsets.UTF_8));
        }
    }
}
