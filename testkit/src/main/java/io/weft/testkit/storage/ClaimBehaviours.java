package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.CommitArbiter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link CommitArbiter} must do, and {@link CommitArbiterKit} checks. */
abstract class ClaimBehaviours {
    private static final int RACERS = 16;
    private static final int SLOTS = 40;

    private CommitArbiter arbiter;
    private CommitArbiter other;

    /** Set before each test; the compiler is told that there is always a value. */
    @SuppressWarnings("NullAway.Init")
    ClaimBehaviours() {}

    /**
     * Opens the arbiter under test, as each process would. Called twice before each test.
     *
     * @return an arbiter of which a test may claim any name; what tests before it claimed may still be claimed
     * @throws Exception if it cannot be opened
     */
    protected abstract CommitArbiter arbiter() throws Exception;

    @BeforeEach
    final void open() throws Exception {
        arbiter = arbiter();
        other = arbiter();
    }

    @Test
    public void theFirstClaimHolds() {
        String name = name();
        assertThat(arbiter.claim(name, "first")).isEqualTo("first");
        assertThat(arbiter.claim(name, "second")).isEqualTo("first");
        assertThat(other.claim(name, "third")).isEqualTo("first");
        assertThat(arbiter.holder(name)).contains("first");
    }

    @Test
    public void aClaimThatIsMadeTwiceIsMadeOnce() {
        String name = name();
        assertThat(arbiter.claim(name, "mine")).isEqualTo("mine");
        assertThat(arbiter.claim(name, "mine")).isEqualTo("mine");
        assertThat(other.claim(name, "mine")).isEqualTo("mine");
        arbiter.release(name, "mine");
        assertThat(arbiter.holder(name)).isEmpty();
    }

    @Test
    public void nobodyHoldsWhatNobodyClaimed() {
        assertThat(arbiter.holder(name())).isEmpty();
    }

    @Test
    public void whatWasGivenBackCanBeClaimedAgain() {
        String name = name();
        assertThat(arbiter.claim(name, "first")).isEqualTo("first");
        arbiter.release(name, "first");
        assertThat(other.holder(name)).isEmpty();
        assertThat(other.claim(name, "second")).isEqualTo("second");
    }

    @Test
    public void anothersClaimIsNotGivenBack() {
        String name = name();
        assertThat(arbiter.claim(name, "first")).isEqualTo("first");
        other.release(name, "second");
        assertThat(arbiter.holder(name)).contains("first");
    }

    @Test
    public void givingBackWhatNobodyHoldsSucceeds() {
        String name = name();
        arbiter.release(name, "mine");
        assertThat(arbiter.holder(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A", "a ", " a", "a\u0301", "\u00e1", "a/", "%61", "a%", "a_", "a'); --", "\uD83D\uDE80"})
    public void aNameMeansExactlyItself(String end) {
        String name = name() + "/";
        assertThat(arbiter.claim(name + "a", "one")).isEqualTo("one");
        assertThat(arbiter.claim(name + end, "another")).isEqualTo("another");
        arbiter.release(name + end, "another");
        assertThat(arbiter.holder(name + "a")).contains("one");
        assertThat(arbiter.holder(name + end)).isEmpty();
    }

    @Test
    public void longNamesDifferInTheirLastCharacter() {
        String name = (name() + "/" + "n".repeat(2_000)).substring(0, 1_999);
        assertThat(arbiter.claim(name + "1", "one")).isEqualTo("one");
        assertThat(arbiter.claim(name + "2", "another")).isEqualTo("another");
    }

    @Test
    public void longClaimsComeBackWhole() {
        String name = name();
        String claim = "c".repeat(199);
        assertThat(arbiter.claim(name, claim + "1")).isEqualTo(claim + "1");
        assertThat(arbiter.claim(name, claim + "2")).isEqualTo(claim + "1");
        arbiter.release(name, claim + "2");
        assertThat(arbiter.holder(name)).contains(claim + "1");
    }

    @Test
    public void ofManyWhoClaimOneWinsAndAllHearOfIt() throws Exception {
        for (int slot = 0; slot < SLOTS; slot++) {
            String name = name();
            Set<String> heard = new HashSet<>(race(racer -> arbiterOf(racer).claim(name, "racer " + racer)));
            assertThat(heard).hasSize(1);
            assertThat(arbiter.holder(name)).isEqualTo(heard.stream().findFirst());
        }
    }

    @Test
    public void whoWinsAndGivesBackIsNeverInTwoPlaces() throws Exception {
        String name = name();
        AtomicInteger holders = new AtomicInteger();
        AtomicInteger won = new AtomicInteger();
        List<Boolean> alone = race(racer -> {
            boolean wasAlone = true;
            for (int round = 0; round < SLOTS; round++) {
                String claim = racer + " in round " + round;
                if (arbiterOf(racer).claim(name, claim).equals(claim)) {
                    wasAlone &= holders.incrementAndGet() == 1;
                    won.incrementAndGet();
                    holders.decrementAndGet();
                    arbiterOf(racer).release(name, claim);
                }
            }
            return wasAlone;
        });
        assertThat(alone).doesNotContain(false);
        assertThat(won.get()).isPositive();
    }

    private CommitArbiter arbiterOf(int racer) {
        return racer % 2 == 0 ? arbiter : other;
    }

    /** What one of many threads does. */
    private interface Racer<T> {
        T run(int racer);
    }

    private static <T> List<T> race(Racer<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(RACERS);
        ExecutorService threads = Executors.newFixedThreadPool(RACERS);
        try {
            List<Future<T>> racing = new ArrayList<>();
            for (int i = 0; i < RACERS; i++) {
                int racer = i;
                racing.add(threads.submit(() -> {
                    start.await();
                    return work.run(racer);
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : racing) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }

    private static String name() {
        return "s3://bucket/" + UUID.randomUUID();
    }
}
