package io.weft.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import io.weft.internal.log.Pauses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What uses Weft uses what any user may use. Each rule is also held against something that breaks it. */
class ArchitectureTest {
    private static final JavaClasses TESTKIT = new ClassFileImporter()
            .importUrl(WeftExtension.class.getProtectionDomain().getCodeSource().getLocation());
    private static final JavaClasses BAD = new ClassFileImporter().importClasses(Bad.class);

    private static final ArchRule PUBLIC_PACKAGES_ONLY = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.weft.internal..", "org.apache..", "com.fasterxml..", "org.yaml..");
    private static final ArchRule NOTHING_IS_PRINTED = noClasses().should(ACCESS_STANDARD_STREAMS);
    /** But for the kit that listens to what is logged. */
    private static final ArchRule NO_OLD_LOGGING = noClasses()
            .that()
            .haveNameNotMatching(".*\\.SecretsKit(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("java.util.logging..");

    private static final Pattern INTERNAL = Pattern.compile("io\\.weft\\.internal|org\\.apache\\.(hadoop|parquet)");
    /** The tests of a sample may read its files as others do. */
    private static final Pattern OURS = Pattern.compile("io\\.weft\\.internal");

    @Test
    void theTestkitHolds() {
        Stream.of(PUBLIC_PACKAGES_ONLY, NOTHING_IS_PRINTED, NO_OLD_LOGGING).forEach(rule -> rule.check(TESTKIT));
    }

    @Test
    void aBadClassIsFound() {
        assertThat(Stream.of(PUBLIC_PACKAGES_ONLY, NOTHING_IS_PRINTED, NO_OLD_LOGGING))
                .allMatch(rule -> rule.evaluate(BAD).hasViolation());
    }

    @Test
    void samplesUsePublicPackagesOnly() throws IOException {
        List<Path> samples = sources(Path.of("../samples"));
        assertThat(samples).isNotEmpty();
        assertThat(samples)
                .noneMatch(source -> has(OURS, source))
                .filteredOn(source -> source.toString().contains("src/main"))
                .isNotEmpty()
                .noneMatch(source -> has(INTERNAL, source));
        assertThat(sources(Path.of("src/test/java/io/weft/testkit")))
                .anyMatch(source -> has(OURS, source))
                .anyMatch(source -> has(INTERNAL, source));
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static boolean has(Pattern words, Path source) {
        try {
            return words.matcher(Files.readString(source)).find();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static final class Bad {
        static Pauses pauses() {
            System.out.println();
            java.util.logging.Logger.getLogger("x").info("x");
            return Pauses.JITTERED;
        }
    }
}
