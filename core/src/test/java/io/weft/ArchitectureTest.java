package io.weft;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import io.weft.internal.log.Pauses;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The rules of ARCHITECTURE.md, each held against the engine and against classes that break it. */
class ArchitectureTest {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .importUrl(Platform.class.getProtectionDomain().getCodeSource().getLocation());
    private static final JavaClasses BAD = new ClassFileImporter().importPackages("io.weft.fixture.bad");

    // An ArchRule does not change, though its type does not say so.
    @SuppressWarnings("ImmutableEnumChecker")
    enum Rule {
        PUBLIC_SIGNATURES_HIDE_THE_ENGINE(
                classes().that().resideOutsideOfPackage("..internal..").should(new HideTheEngine("io.weft.avro")),
                "Signatures.field",
                "Signatures.<init>",
                "Signatures.result",
                "Signatures.bound"),

        PARQUET_IN_ONE_PLACE(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("io.weft.internal.parquet..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.apache.parquet.."),
                "Dependencies.parquet"),

        HADOOP_IN_TWO_PLACES(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("io.weft.internal.parquet..")
                        .and()
                        .haveNameNotMatching("io\\.weft\\.storage\\.Hadoop.*")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.apache.hadoop.."),
                "Dependencies.hadoop"),

        AVRO_IN_THREE_PLACES(
                noClasses()
                        .that()
                        .resideOutsideOfPackages(
                                "io.weft.avro..", "io.weft.internal.schema..", "io.weft.internal.row..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("org.apache.avro.."),
                "Dependencies.avro"),

        NO_PACKAGE_CYCLES(
                slices().assignedFrom(new Rooms()).should().beFreeOfCycles(),
                "fixture.bad.left -> ",
                "fixture.bad.right -> "),

        OF_THE_FACADE_OTHERS_USE_ITS_LEAVES(
                noClasses()
                        .that()
                        .resideOutsideOfPackage("io.weft")
                        .should()
                        .dependOnClassesThat(resideInAPackage("io.weft")
                                .and(not(belongToAnyOf(WeftException.class, PublishMode.class)))),
                "Dependencies.facade",
                "UsesFacade.close"),

        THE_LEAVES_DEPEND_ON_NOTHING(
                classes()
                        .that(belongToAnyOf(WeftException.class, PublishMode.class)
                                .or(resideInAPackage("io.weft.fixture.bad")))
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.jspecify..")
                                .or(belongToAnyOf(WeftException.class, PublishMode.class, PublishMode[].class))),
                "Dependencies.parquet"),

        NOTHING_IS_PRINTED(
                noClasses().should(ACCESS_STANDARD_STREAMS).orShould().callMethod(Throwable.class, "printStackTrace"),
                "field <java.lang.System.out>",
                "field <java.lang.System.err>",
                "printStackTrace()"),

        LOGGING_IS_THE_PLATFORMS(
                noClasses().should().dependOnClassesThat().resideInAnyPackage("java.util.logging..", "org.slf4j.."),
                "Habits.log"),

        WAITING_IS_A_PARAMETER(
                noClasses()
                        .that(not(belongToAnyOf(Pauses.class)))
                        .should()
                        .callMethod(Thread.class, "sleep", long.class)
                        .orShould()
                        .callMethod(LockSupport.class, "parkNanos", long.class),
                "Habits.sleep"),

        TIME_IS_A_PARAMETER(
                noClasses()
                        .that(not(belongToAnyOf(Platform.Builder.class)))
                        .and()
                        .resideOutsideOfPackage("io.weft.storage")
                        .should()
                        .callMethod(Instant.class, "now")
                        .orShould()
                        .callMethod(LocalDate.class, "now")
                        .orShould()
                        .callMethod(LocalDateTime.class, "now")
                        .orShould()
                        .callMethod(System.class, "currentTimeMillis")
                        .orShould()
                        .callMethod(Clock.class, "systemUTC"),
                "Instant.now()"),

        NO_STATE_IS_STATIC(
                fields().that()
                        .areStatic()
                        .should()
                        .beFinal()
                        .andShould()
                        .notHaveRawType(resideInAPackage("java.util.concurrent..")),
                "Habits.mutable",
                "Habits.COUNT"),

        NULLS_ARE_DECLARED(classes().should(Houses.BE_IN_A_NULL_MARKED_PACKAGE), "unmarked.Unmarked"),

        PUBLIC_CLASSES_ARE_CLOSED(
                classes()
                        .that()
                        .arePublic()
                        .and(not(belongToAnyOf(WeftException.class)))
                        .should(Houses.NOT_BE_OPEN_FOR_SUBCLASSES),
                "bad.Habits");

        private final ArchRule rule;
        private final List<String> found;

        Rule(ArchRule rule, String... found) {
            this.rule = rule;
            this.found = List.of(found);
        }
    }

    @ParameterizedTest
    @EnumSource
    void holds(Rule rule) {
        rule.rule.check(MAIN);
    }

    @ParameterizedTest
    @EnumSource
    void findsWhatBreaksIt(Rule rule) {
        EvaluationResult result = rule.rule.evaluate(BAD);
        assertThat(result.hasViolation()).isTrue();
        assertThat(String.join("\n", result.getFailureReport().getDetails())).contains(rule.found);
    }
}
