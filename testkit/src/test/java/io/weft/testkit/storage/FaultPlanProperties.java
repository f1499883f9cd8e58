package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.StorageException.Kind;
import io.weft.testkit.storage.StorageCall.Operation;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class FaultPlanProperties {
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatIsPrintedIsReadAsTheSamePlan(@ForAll("plans") FaultPlan plan) {
        String text = plan.toString();

        assertThat(FaultPlan.parse(text)).isEqualTo(plan).hasToString(text).hasSameHashCodeAs(plan);
        assertThat(text).doesNotContainPattern("\\p{Cntrl}");
    }

    @Property(tries = 200)
    void chanceGivesTheSamePlanForTheSameSeed(@ForAll long seed, @ForAll @IntRange(max = 12) int count) {
        FaultPlan plan = FaultPlan.random(seed, count);

        assertThat(plan.faults()).hasSize(count);
        assertThat(FaultPlan.random(seed, count)).isEqualTo(plan);
        assertThat(FaultPlan.parse(plan.toString())).isEqualTo(plan);
    }

    @Provide
    Arbitrary<FaultPlan> plans() {
        return Arbitraries.oneOf(List.of(
                        faults(
                                Operation.values(),
                                Arbitraries.of(Operation.class).map(any -> Fault.after())),
                        faults(
                                Operation.values(),
                                Arbitraries.of(Kind.class)
                                        .filter(kind -> kind != Kind.OUTCOME_UNKNOWN)
                                        .map(Fault::before)),
                        faults(
                                changes(),
                                Arbitraries.integers().greaterOrEqual(0).map(Fault::late)),
                        faults(changes(), Arbitraries.just(Fault.never())),
                        faults(
                                new Operation[] {Operation.READ, Operation.WRITE, Operation.LIST},
                                Arbitraries.just(Fault.torn())),
                        faults(
                                Operation.values(),
                                Arbitraries.integers().greaterOrEqual(1).map(Fault::throttled)),
                        faults(
                                new Operation[] {Operation.WRITE},
                                Arbitraries.longs().greaterOrEqual(0).map(Fault::full)),
                        faults(
                                Operation.values(),
                                durations().filter(time -> !time.isNegative()).map(Fault::slow)),
                        faults(Operation.values(), durations().map(Fault::clock))))
                .list()
                .ofMaxSize(6)
                .map(FaultPlan::new);
    }

    private static Operation[] changes() {
        return new Operation[] {Operation.COMMIT, Operation.DELETE, Operation.COPY};
    }

    private static Arbitrary<Duration> durations() {
        return Arbitraries.longs()
                .between(Long.MIN_VALUE / 2, Long.MAX_VALUE / 2)
                .map(Duration::ofNanos);
    }

    /** With and without each of the words that choose calls. */
    private static Arbitrary<Fault> faults(Operation[] operations, Arbitrary<Fault> made) {
        Arbitrary<String> patterns = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(text -> text.chars().noneMatch(Character::isISOControl));
        Arbitrary<String> odd =
                Arbitraries.strings().withChars("'; *?/nth5").ofMinLength(1).ofMaxLength(12);
        return made.flatMap(fault -> Arbitraries.of(operations)
                        .optional()
                        .map(on -> on.map(fault::on).orElse(fault)))
                .flatMap(fault -> Arbitraries.oneOf(patterns, odd)
                        .optional()
                        .map(at -> at.map(fault::at).orElse(fault)))
                .flatMap(fault -> Arbitraries.integers()
                        .greaterOrEqual(1)
                        .optional()
                        .map(nth -> nth.map(fault::nth).orElse(fault)));
    }
}
