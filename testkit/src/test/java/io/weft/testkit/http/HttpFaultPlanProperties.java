package io.weft.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.function.BiFunction;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HttpFaultPlanProperties {
    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatIsPrintedIsReadAsTheSamePlan(@ForAll("plans") HttpFaultPlan plan) {
        String text = plan.toString();

        HttpFaultPlan again = HttpFaultPlan.parse(text);
        assertThat(again).isEqualTo(plan).hasToString(text).hasSameHashCodeAs(plan);
        assertThat(again.faults())
                .extracting(HttpFault::effect)
                .isEqualTo(plan.faults().stream().map(HttpFault::effect).toList());
        assertThat(text).doesNotContainPattern("\\p{Cntrl}");
    }

    @Provide
    Arbitrary<HttpFaultPlan> plans() {
        Arbitrary<HttpFault> faults = Arbitraries.oneOf(made(), replies());
        faults = maybe(faults, Arbitraries.of("PUT", "GET", "on", "X-ODD"), HttpFault::on);
        faults = maybe(faults, lines(), HttpFault::at);
        faults = maybe(faults, lines(), HttpFault::query);
        faults = maybe(faults, Arbitraries.of("x-ms-copy-source", "nth", "If-Match"), HttpFault::header);
        faults = maybe(faults, Arbitraries.integers().greaterOrEqual(1), HttpFault::nth);
        faults = maybe(faults, Arbitraries.integers().greaterOrEqual(1), HttpFault::times);
        return faults.list().ofMaxSize(5).map(HttpFaultPlan::new);
    }

    private static Arbitrary<HttpFault> made() {
        Arbitrary<Duration> times =
                Arbitraries.longs().between(0, 600_000_000_000L).map(Duration::ofNanos);
        return Arbitraries.oneOf(
                Arbitraries.of(
                        HttpFault.dropRequest(),
                        HttpFault.dropAnswer(),
                        HttpFault.resetRequest(),
                        HttpFault.resetAnswer(),
                        HttpFault.halfRequest(),
                        HttpFault.halfAnswer(),
                        HttpFault.duplicate(),
                        HttpFault.duplicateFirst()),
                times.map(HttpFault::slowRequest),
                times.map(HttpFault::slowAnswer));
    }

    private static Arbitrary<HttpFault> replies() {
        Arbitrary<String> bodies = Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(20),
                Arbitraries.strings().withChars("\\u000a'\"\r\n; <>").ofMaxLength(20));
        Arbitrary<HttpFault> replies = Combinators.combine(
                        Arbitraries.integers().between(400, 599), lines(), bodies, Arbitraries.of(true, false))
                .as((status, type, body, applied) ->
                        applied ? HttpFault.replaceAnswer(status, type, body) : HttpFault.answer(status, type, body));
        return maybe(
                replies,
                lines(),
                (fault, value) -> fault.with("Retry-After", value).with("x", value));
    }

    private static <T> Arbitrary<HttpFault> maybe(
            Arbitrary<HttpFault> faults, Arbitrary<T> values, BiFunction<HttpFault, T, HttpFault> step) {
        return Combinators.combine(faults, values.optional())
                .as((fault, value) -> value.map(each -> step.apply(fault, each)).orElse(fault));
    }

    private static Arbitrary<String> lines() {
        Arbitrary<String> any = Arbitraries.strings()
                .ofMinLength(1)
                .ofMaxLength(12)
                .filter(text -> text.chars().noneMatch(Character::isISOControl));
        return Arbitraries.oneOf(
                any,
                Arbitraries.strings().withChars("'; *?/:nth5\\").ofMinLength(1).ofMaxLength(12));
    }
}
