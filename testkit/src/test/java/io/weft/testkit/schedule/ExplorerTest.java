package io.weft.testkit.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.storage.MemoryStorage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ExplorerTest {
    private static final Location COUNTER = Location.of("memory://mesh/counter");

    /** The words that actors wrote, of all runs. */
    private final List<String> seen = new ArrayList<>();

    /** Two actors of n points each: C(2n, n) orders in all, and as many with few preemptions as counting them says. */
    @ParameterizedTest
    @CsvSource({
        "1, 9, 2",
        "2, 9, 6",
        "3, 9, 20",
        "4, 9, 70",
        "5, 99, 252", //
        "3, 0, 2",
        "3, 1, 6",
        "3, 2, 14",
        "5, 0, 2",
        "5, 1, 10",
        "5, 2, 42"
    })
    void twoActorsHaveAsManySchedulesAsCombinatoricsSays(int points, int preemptions, int schedules) {
        Exploration exploration = writers(2, points).preemptions(preemptions).explore();
        assertThat(exploration).isEqualTo(new Exploration(schedules, schedules * 2L * points, true));
        assertThat(seen).hasSize(schedules).doesNotHaveDuplicates();
        assertThat(seen).allMatch(word -> preemptions(word) <= preemptions);
    }

    @Test
    void threeActorsHaveAllOrders() {
        assertThat(writers(3, 2).preemptions(9).explore().schedules()).isEqualTo(90);
        assertThat(seen).doesNotHaveDuplicates();
    }

    @Test
    void fewPreemptionsComeFirst() {
        writers(2, 4).explore();
        assertThat(seen.stream().map(ExplorerTest::preemptions)).isSorted();
    }

    @Test
    void whatDoesNotFitIsSaid() {
        assertThat(writers(2, 4).schedules(7).explore()).isEqualTo(new Exploration(7, 56, false));
    }

    @Test
    void theSameSeedGivesTheSameSchedules() {
        writers(2, 8).schedules(1).random(50, 42).explore();
        List<String> first = List.copyOf(seen);
        seen.clear();
        writers(2, 8).schedules(1).random(50, 42).explore();
        assertThat(seen).isEqualTo(first);
        seen.clear();
        writers(2, 8).schedules(1).random(50, 43).explore();
        assertThat(seen).isNotEqualTo(first);
    }

    @Test
    void aLostUpdateIsFoundPrintedAndReplayed() {
        Explorer explorer = Explorer.of(ExplorerTest::increments);
        ScheduleFailure failure = catchThrowableOfType(ScheduleFailure.class, explorer::explore);
        assertThat(failure)
                .hasMessageStartingWith("Schedule " + failure.number() + " failed: ")
                .hasMessageContaining("  1. b OPEN memory://mesh/counter\n")
                .hasMessageEndingWith("call .replay(\"" + failure.schedule() + "\") in place of .explore()");
        assertThat(failure.number()).isLessThan(20);
        ScheduleFailure again = catchThrowableOfType(
                ScheduleFailure.class, () -> explorer.replay(failure.schedule().toString()));
        assertThat(again.steps()).isEqualTo(failure.steps());
        assertThat(explorer.replay("a*2 b*2")).hasSize(4);
        assertThat(explorer.replay("")).isEqualTo(explorer.replay("a*2 b*2"));
    }

    @Test
    void noUpdateIsLostWithoutPreemption() {
        assertThat(Explorer.of(ExplorerTest::increments)
                        .preemptions(0)
                        .explore()
                        .schedules())
                .isEqualTo(2);
    }

    @Test
    void anActorMayDieBeforeEachChange() {
        Set<String> endings = new TreeSet<>();
        Exploration exploration = Explorer.of(stage -> {
                    StringBuilder word = new StringBuilder();
                    Actor a = stage.actor("a", () -> write(stage, "a", 3, word));
                    stage.check(() -> endings.add(word + (a.died() ? "!" : "")));
                })
                .deaths(1)
                .explore();
        assertThat(exploration.schedules()).isEqualTo(4);
        assertThat(endings).containsExactly("!", "a!", "aa!", "aaa");
    }

    @Test
    void theDeadChangeNothingAsTheyFall() {
        List<Integer> left = new ArrayList<>();
        Explorer.of(stage -> {
                    MemoryStorage memory = MemoryStorage.create();
                    Storage storage = stage.storage(memory);
                    stage.actor("a", () -> {
                        try {
                            storage.put(COUNTER, new byte[] {1}, Precondition.NONE);
                        } finally {
                            storage.delete(COUNTER);
                        }
                    });
                    stage.check(() -> left.add(memory.stat(COUNTER).isPresent() ? 1 : 0));
                })
                .deaths(1)
                .explore();
        assertThat(left).containsExactlyInAnyOrder(0, 0, 1);
    }

    @Test
    void anAnswerMayBeLost() {
        Explorer explorer = Explorer.of(stage -> {
                    Storage storage = stage.storage(MemoryStorage.create());
                    stage.actor("a", () -> storage.put(COUNTER, new byte[] {1}, Precondition.ABSENT));
                })
                .lostAnswers(1);
        ScheduleFailure failure = catchThrowableOfType(ScheduleFailure.class, explorer::explore);
        assertThat(failure.schedule()).hasToString("a?");
        assertThat(failure).hasMessageContaining("the answer to COMMIT of memory://mesh/counter was lost");
    }

    @Test
    void onlyOneAnswerIsLost() {
        Exploration exploration = Explorer.of(stage -> {
                    Storage storage = stage.storage(MemoryStorage.create());
                    stage.actor("a", () -> {
                        try {
                            storage.put(COUNTER, new byte[] {1}, Precondition.ABSENT);
                        } catch (StorageException e) {
                            assertThat(e.kind()).isEqualTo(Kind.OUTCOME_UNKNOWN);
                            storage.put(COUNTER, new byte[] {2}, Precondition.NONE);
                        }
                    });
                })
                .lostAnswers(1)
                .explore();
        assertThat(exploration).isEqualTo(new Exploration(2, 3, true));
    }

    /** Only commits: nobody can tell when an object was begun or written to. */
    @Test
    void whatNobodyNoticesIsNoStep() {
        Exploration exploration = Explorer.of(stage -> {
                    Storage storage = stage.storage(MemoryStorage.create());
                    stage.actor("a", () -> storage.put(COUNTER, new byte[] {1}, Precondition.NONE));
                    stage.actor("b", () -> storage.put(COUNTER, new byte[] {2}, Precondition.NONE));
                })
                .explore();
        assertThat(exploration).isEqualTo(new Exploration(2, 4, true));
    }

    @Test
    void lookingAtWhatIsSettledIsNoStep() {
        Exploration exploration = Explorer.of(stage -> {
                    MemoryStorage memory = MemoryStorage.create();
                    memory.put(COUNTER, new byte[] {1}, Precondition.NONE);
                    Storage storage = stage.storage(memory, COUNTER::equals);
                    stage.actor("a", () -> assertThat(storage.read(COUNTER, 1)).containsExactly(1));
                    stage.actor("b", () -> assertThat(storage.stat(COUNTER)).isPresent());
                })
                .explore();
        assertThat(exploration).isEqualTo(new Exploration(1, 0, true));
    }

    @Test
    void whatIsSettledMustNotChange() {
        Explorer explorer = Explorer.of(stage -> {
            Storage storage = stage.storage(MemoryStorage.create(), COUNTER::equals);
            stage.actor("a", () -> storage.delete(COUNTER)).mayThrow(IllegalStateException.class);
        });
        assertThatThrownBy(explorer::explore)
                .isInstanceOf(ScheduleFailure.class)
                .hasMessageContaining("DELETE memory://mesh/counter: the object was said to be settled, but an actor"
                        + " changes it");
    }

    @Test
    void whatAnActorMayThrowIsNoFailure() {
        Scenario scenario = stage -> stage.actor("a", () -> {
                    throw new IllegalArgumentException("as expected");
                })
                .mayThrow(IllegalArgumentException.class);
        assertThat(Explorer.of(scenario).explore().schedules()).isEqualTo(1);
        assertThatThrownBy(() -> Explorer.of(stage -> stage.actor("a", () -> {
                            throw new IllegalArgumentException("as feared");
                        }))
                        .explore())
                .isInstanceOf(ScheduleFailure.class)
                .hasMessageContaining("as feared");
    }

    /** Whoever waits for a lock of an actor that stands at a step is passed over. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void sharedLocksDoNotStopTheExplorer(boolean monitor) {
        Exploration exploration = Explorer.of(stage -> {
                    ReentrantLock lock = new ReentrantLock();
                    List<String> word = new ArrayList<>();
                    for (String name : List.of("a", "b")) {
                        stage.actor(name, () -> locked(lock, monitor, () -> write(stage, name, 2, word)));
                    }
                    stage.check(() -> seen.add(String.join("", word)));
                })
                .explore();
        assertThat(exploration.complete()).isTrue();
        assertThat(seen).isNotEmpty().allMatch(word -> word.equals("aabb") || word.equals("bbaa"));
    }

    @Test
    void aDeadlockIsFoundAndSaid() {
        Explorer explorer = Explorer.of(stage -> {
            ReentrantLock one = new ReentrantLock();
            ReentrantLock other = new ReentrantLock();
            stage.actor("a", () -> inTurn(stage, one, other));
            stage.actor("b", () -> inTurn(stage, other, one));
        });
        assertThatThrownBy(explorer::explore)
                .isInstanceOf(ScheduleFailure.class)
                .hasMessageContaining("Deadlock: a waits for java.util.concurrent.locks.ReentrantLock")
                .hasMessageContaining("held by weft-actor-b");
        assertThat(actorThreads()).isZero();
    }

    @Test
    void onePassesALatchOnceTheOtherOpensIt() {
        Explorer.of(stage -> {
                    CountDownLatch latch = new CountDownLatch(1);
                    stage.actor("a", () -> {
                        stage.point("wait");
                        latch.await();
                    });
                    stage.actor("b", () -> {
                        stage.point("open");
                        latch.countDown();
                    });
                })
                .preemptions(1)
                .explore();
        assertThat(actorThreads()).isZero();
    }

    @Test
    void pausesCostNoTime() {
        long begin = System.nanoTime();
        Explorer.of(stage -> stage.actor("a", () -> {
                    for (int i = 0; i < 100; i++) {
                        stage.point("pause");
                        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(5));
                    }
                }))
                .explore();
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(5));
    }

    @Test
    void whoeverNeverEndsIsStopped() {
        Explorer explorer = Explorer.of(stage -> stage.actor("a", () -> {
                    while (true) {
                        stage.point("again");
                    }
                }))
                .steps(100);
        assertThatThrownBy(explorer::explore)
                .isInstanceOf(ScheduleFailure.class)
                .hasMessageContaining("more than 100 steps");
        assertThat(actorThreads()).isZero();
    }

    @Test
    void aScenarioThatIsNotTheSameEachTimeIsNamed() {
        List<Integer> runs = new ArrayList<>();
        Explorer explorer = Explorer.of(stage -> {
            runs.add(1);
            int points = runs.size() == 1 ? 3 : 1;
            stage.actor("a", () -> write(stage, "a", points, new StringBuilder()));
            stage.actor("b", () -> write(stage, "b", points, new StringBuilder()));
        });
        assertThatThrownBy(explorer::explore)
                .isInstanceOf(ScheduleFailure.class)
                .hasMessageContaining("the scenario does not do the same each time");
    }

    @Test
    void mistakesOfTheScenarioAreNamed() {
        assertThatThrownBy(() -> Explorer.of(stage -> {}).explore())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no actors");
        assertThatThrownBy(() -> Explorer.of(stage -> {
                            throw new IllegalArgumentException("no world");
                        })
                        .explore())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("The scenario cannot be set: no world");
        assertThatThrownBy(() -> Explorer.of(stage -> {
                            stage.actor("a", () -> {});
                            stage.actor("a", () -> {});
                        })
                        .explore())
                .hasMessageContaining("'a' is no name for an actor, or taken");
        assertThatThrownBy(() -> writers(2, 1).preemptions(-1)).hasMessage("at least 0 is needed, not -1");
    }

    @Test
    void schedulesAreReadAsTheyArePrinted() {
        for (String text : List.of("", "a", "a*3 b a? b!", "job-1*20 a?*2")) {
            assertThat(Schedule.parse(text)).hasToString(text);
        }
        assertThat(Schedule.parse(" a a  a ")).hasToString("a*3");
        assertThatThrownBy(() -> Schedule.parse("a b;"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'b;' is no turn");
        assertThatThrownBy(() -> writers(2, 1).replay("a a"))
                .isInstanceOf(ScheduleFailure.class)
                .hasMessageContaining("Turn 2 should be 'a', which is impossible there; possible are [b, b!]");
    }

    private Explorer writers(int actors, int points) {
        return Explorer.of(stage -> {
            StringBuilder word = new StringBuilder();
            for (int i = 0; i < actors; i++) {
                String name = String.valueOf((char) ('a' + i));
                stage.actor(name, () -> write(stage, name, points, word));
            }
            stage.check(() -> seen.add(word.toString()));
        });
    }

    private static void write(Stage stage, String name, int points, StringBuilder word) {
        for (int i = 0; i < points; i++) {
            stage.point("write");
            word.append(name);
        }
    }

    private static void write(Stage stage, String name, int points, List<String> word) {
        for (int i = 0; i < points; i++) {
            stage.point("write");
            word.add(name);
        }
    }

    private static void increments(Stage stage) {
        MemoryStorage memory = MemoryStorage.create();
        memory.put(COUNTER, "0".getBytes(StandardCharsets.UTF_8), Precondition.NONE);
        Storage storage = stage.storage(memory);
        stage.actor("a", () -> increment(storage));
        stage.actor("b", () -> increment(storage));
        stage.check(() -> assertThat(count(memory)).isEqualTo(2));
    }

    private static void increment(Storage storage) {
        String more = String.valueOf(count(storage) + 1);
        storage.put(COUNTER, more.getBytes(StandardCharsets.UTF_8), Precondition.NONE);
    }

    private static int count(Storage storage) {
        return Integer.parseInt(new String(storage.read(COUNTER, 10), StandardCharsets.UTF_8));
    }

    private static void locked(ReentrantLock lock, boolean monitor, Runnable action) {
        if (monitor) {
            synchronized (lock) {
                action.run();
            }
            return;
        }
        lock.lock();
        try {
            action.run();
        } finally {
            lock.unlock();
        }
    }

    private static void inTurn(Stage stage, ReentrantLock first, ReentrantLock second) throws InterruptedException {
        stage.point("first");
        first.lockInterruptibly();
        try {
            stage.point("second");
            second.lockInterruptibly();
            second.unlock();
        } finally {
            first.unlock();
        }
    }

    private static long actorThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("weft-actor-"))
                .count();
    }

    /** How often a word leaves an actor that is not at its end. */
    private static int preemptions(String word) {
        int count = 0;
        for (int i = 0; i + 1 < word.length(); i++) {
            boolean leaves = word.charAt(i) != word.charAt(i + 1);
            count += leaves && word.indexOf(word.charAt(i), i + 1) >= 0 ? 1 : 0;
        }
        return count;
    }
}
