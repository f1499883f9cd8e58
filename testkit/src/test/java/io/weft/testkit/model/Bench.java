package io.weft.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.DataProduct;
import io.weft.Publication;
import io.weft.PublicationRejectedException;
import io.weft.PublishMode;
import io.weft.PublishOutcomeUnknownException;
import io.weft.PublishReport;
import io.weft.WeftException;
import io.weft.contract.Contract;
import io.weft.contract.ViewKind;
import io.weft.maintenance.Diagnosis;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.maintenance.Symptom;
import io.weft.quality.Checks;
import io.weft.snapshot.DataFile;
import io.weft.snapshot.Pin;
import io.weft.snapshot.Snapshot;
import io.weft.testkit.TestClock;
import io.weft.testkit.publish.Death;
import io.weft.testkit.publish.Misfortune;
import io.weft.testkit.publish.Orders;
import io.weft.testkit.publish.Orders.Order;
import io.weft.testkit.publish.PlainView;
import io.weft.testkit.publish.Stop;
import io.weft.testkit.publish.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A product on the bench: the real one, what it must look like, and the bad luck of the next step. */
final class Bench {
    private static final Contract CONTRACT = Orders.contract(Orders.HERE, ViewKind.DIRECTORY, "publication");
    private static final Grace NO_GRACE = new Grace(Duration.ZERO, Duration.ZERO);
    private static final Duration FOR_LONG = Duration.ofDays(3650);
    private static final AtomicLong STEPS = new AtomicLong();
    private static final AtomicLong UNLUCKY = new AtomicLong();
    private static final AtomicLong ARRIVED = new AtomicLong();
    private static final AtomicLong VERSIONS = new AtomicLong();

    private final World world = new World(TestClock.create());
    private final Expectation expected = new Expectation();
    private final List<Kept> kept = new ArrayList<>();
    private final List<UnderWay> underWay = new ArrayList<>();
    private DataProduct product = world.product(CONTRACT);
    private @Nullable Misfortune luck;
    private @Nullable Snapshot read;
    private @Nullable DataProduct readBy;
    private List<DataFile> files = List.of();
    private boolean viewIsCertain = true;
    private boolean somebodyDied;
    private int rows;

    /** A snapshot that a reader keeps. */
    private record Kept(Snapshot snapshot, Pin pin, List<Order> rows) {}

    /** A write to a slot that may still arrive, and what it then means. */
    private record UnderWay(long slot, String key, Runnable effect) {}

    /** A step that makes a version with these rows; none if it has nothing to do. */
    private record Change(Consumer<DataProduct> work, boolean mayDoNothing, List<Order> rows, String key) {}

    /** What all sequences together did. */
    static String figures() {
        return STEPS + " steps, " + UNLUCKY + " of them with bad luck, " + VERSIONS + " versions, " + ARRIVED
                + " of them late";
    }

    static long steps() {
        return STEPS.get();
    }

    static long unlucky() {
        return UNLUCKY.get();
    }

    void take(Step step) {
        STEPS.incrementAndGet();
        world.pass(Duration.ofMillis(10));
        step.take(this);
        check();
    }

    // Steps

    void publish(PublishMode mode, int number, List<Integer> partitions) {
        String key = key(number);
        List<Order> added = partitions.stream()
                .map(partition -> new Order(partition, rows++))
                .toList();
        Optional<Long> first = expected.versionOf(key);
        change(new Change(
                product -> {
                    PublishReport report = publication(product, mode, key).publish(added);
                    assertThat(report.repeated()).isEqualTo(first.isPresent());
                    first.ifPresent(
                            version -> assertThat(report.snapshot().version()).isEqualTo(version));
                },
                first.isPresent(),
                after(mode, added),
                key));
    }

    void publishRefused(PublishMode mode, int number) {
        String key = key(number);
        if (expected.versionOf(key).isPresent()) {
            return;
        }
        Publication.Builder publication = publication(process(), mode, key).check(Checks.rowCountAtLeast(100));
        try {
            publication.publish(List.of(new Order(1, rows++)));
            throw new AssertionError("a gate that fails was passed");
        } catch (PublicationRejectedException e) {
            assertThat(e.report().findings()).isNotEmpty();
        } catch (WeftException | Death e) {
            requireBadLuck(e);
        }
        endOfLuck();
    }

    void rollBack(int which) {
        List<Long> versions = List.copyOf(expected.retained().keySet());
        if (versions.isEmpty()) {
            return;
        }
        long target = versions.get(which % versions.size());
        change(new Change(
                product -> product.rollbackTo(target),
                false,
                expected.retained().get(target),
                ""));
    }

    void expire(int versions) {
        long oldest = expected.oldestOf(versions);
        boolean done = attempt(product -> assertThat(product.maintenance()
                        .expire(Retention.ofVersions(versions))
                        .oldestRetained())
                .isGreaterThanOrEqualTo(oldest));
        boolean seen = done
                || product.snapshots().stream()
                        .findFirst()
                        .map(Snapshot::version)
                        .equals(Optional.of(oldest));
        if (seen) {
            expected.expireBefore(oldest);
        }
        endOfLuck("", () -> expected.expireBefore(oldest));
    }

    void cleanUp() {
        attempt(product -> product.maintenance().cleanUp(NO_GRACE));
        endOfLuck();
    }

    void compact() {
        change(new Change(product -> product.maintenance().compact(), true, expected.head(), ""));
    }

    void pin(int which) {
        List<Long> versions = List.copyOf(expected.retained().keySet());
        if (versions.isEmpty()) {
            return;
        }
        long version = versions.get(which % versions.size());
        attempt(product -> {
            Snapshot snapshot = product.at(version);
            kept.add(new Kept(
                    snapshot, snapshot.pin(FOR_LONG), expected.retained().get(version)));
        });
        endOfLuck();
    }

    void unpin(int which) {
        if (!kept.isEmpty()) {
            kept.remove(which % kept.size()).pin().close();
        }
    }

    void read(int which) {
        List<Map.Entry<Long, List<Order>>> versions =
                List.copyOf(expected.retained().entrySet());
        if (versions.isEmpty()) {
            return;
        }
        Map.Entry<Long, List<Order>> version = versions.get(which % versions.size());
        attempt(product -> {
            Snapshot snapshot = product.at(version.getKey());
            requireRows(snapshot, version.getValue());
            assertThat(product.at(snapshot.publishedAt()).version()).isEqualTo(version.getKey());
        });
        endOfLuck();
        if (!expected.expired().isEmpty()) {
            long gone = expected.expired().lastKey();
            assertThatThrownBy(() -> product.at(gone))
                    .isInstanceOf(WeftException.class)
                    .hasMessageStartingWith("WEFT-LOG-013");
        }
        if (!kept.isEmpty()) {
            Kept one = kept.get(which % kept.size());
            requireRows(one.snapshot(), one.rows());
        }
    }

    void settle(int number) {
        String key = key(number);
        Optional<Long> version = expected.versionOf(key);
        attempt(product -> {
            try (Publication publication =
                    publication(product, PublishMode.APPEND, key).open()) {
                Optional<Snapshot> settled = product.maintenance().settle(publication.txn());
                assertThat(settled.map(Snapshot::version)).isEqualTo(version);
                underWay.removeIf(write -> write.key().equals(key));
            } catch (WeftException e) {
                // Before the first entry there is nothing that could shut out others.
                if (slots() > 0 || !e.code().equals("WEFT-UPKEEP-003")) {
                    throw e;
                }
            }
        });
        endOfLuck();
    }

    void refreshView() {
        boolean done = attempt(DataProduct::refreshView);
        followed(done);
    }

    void catchUp() {
        boolean done =
                attempt(product -> assertThat(product.maintenance().catchUp()).isEmpty(), true);
        followed(done);
    }

    void repair() {
        boolean done = attempt(product -> product.maintenance().repair());
        followed(done);
    }

    void examine() {
        attempt(product -> requireHealthy(product.maintenance().examine()));
        endOfLuck();
    }

    void reopen() {
        product = world.product(CONTRACT);
    }

    void badLuckNext(Stop stop, int call) {
        luck = new Misfortune(world.memory(), stop, at -> true, call);
    }

    void deliver() {
        long next = slots() + 1;
        viewIsCertain = viewIsCertain && !world.isExpecting();
        world.deliver();
        underWay.stream().filter(write -> write.slot() == next).findFirst().ifPresent(write -> {
            write.effect().run();
            ARRIVED.incrementAndGet();
        });
        underWay.clear();
    }

    /** Nothing is under way for longer than it takes for a process to be taken for dead. */
    void moveClock(Duration by) {
        deliver();
        world.pass(by);
    }

    // What must hold

    private void check() {
        List<Snapshot> snapshots = product.snapshots();
        assertThat(snapshots.stream().map(Snapshot::version))
                .as("retained versions")
                .containsExactlyElementsOf(expected.retained().keySet());
        if (!snapshots.isEmpty()) {
            Snapshot head = snapshots.get(snapshots.size() - 1);
            assertThat(product.snapshot()).contains(head);
            requireHead(head);
        }
        for (int i = 1; i < snapshots.size(); i++) {
            assertThat(snapshots.get(i).publishedAt())
                    .isAfter(snapshots.get(i - 1).publishedAt());
        }
    }

    /** Files never change, so rows are read once by each process; afterwards it is enough that the files are there. */
    private void requireHead(Snapshot head) {
        if (!head.equals(read) || readBy != product) {
            requireRows(head, expected.head());
            read = head;
            readBy = product;
            files = head.files();
        }
        assertThat(head.files()).isEqualTo(files);
        assertThat(files).allMatch(file -> world.memory().stat(file.location()).isPresent(), "is there");
    }

    /** What was under way has arrived, whoever publishes next makes up for the dead, and all is as it should be. */
    void end() {
        VERSIONS.addAndGet(slots());
        moveClock(Duration.ofDays(2));
        luck = null;
        reopen();
        publish(PublishMode.APPEND, 0, List.of(1));
        assertThat(product.maintenance().catchUp()).isEmpty();
        viewIsCertain = true;
        cleanUp();
        check();
        expected.retained().forEach((version, right) -> requireRows(product.at(version), right));
        kept.forEach(one -> requireRows(one.snapshot(), one.rows()));
        assertThat(PlainView.read(world.memory(), Orders.HERE))
                .as("the view")
                .containsExactlyInAnyOrderElementsOf(expected.head());
        assertThat(product.maintenance().examineContents().symptoms()).isEmpty();
        assertThat(somebodyDied || world.memory().openHandles() == 0)
                .as("the living close what they open")
                .isTrue();
    }

    private void requireHealthy(Diagnosis diagnosis) {
        assertThat(diagnosis.symptoms()).noneMatch(symptom -> symptom.severity() == Symptom.Severity.ERROR);
        if (viewIsCertain) {
            // The clock went back: times in the log do not.
            assertThat(diagnosis.symptoms())
                    .noneMatch(symptom -> symptom.severity() == Symptom.Severity.WARNING
                            && !symptom.code().equals("WEFT-DOCTOR-008"));
        }
    }

    private static void requireRows(Snapshot snapshot, List<Order> right) {
        assertThat(Orders.read(snapshot)).as(snapshot.toString()).containsExactlyInAnyOrderElementsOf(right);
        assertThat(snapshot.rowCount()).isEqualTo(right.size());
    }

    // How a step goes

    private void change(Change change) {
        boolean done = false;
        boolean refused = false;
        try {
            change.work().accept(process());
            done = true;
        } catch (WeftException | Death e) {
            requireBadLuck(e);
            refused = e instanceof WeftException && !(e instanceof PublishOutcomeUnknownException);
        }
        Optional<Snapshot> seen = product.snapshot().filter(head -> head.version() > expected.newest());
        assertThat(seen.isPresent() && refused)
                .as("what was refused is visible")
                .isFalse();
        assertThat(seen.isPresent() || !done || change.mayDoNothing())
                .as("what was acknowledged is visible")
                .isTrue();
        seen.ifPresent(snapshot -> {
            assertThat(snapshot.version()).as("the newest slot").isEqualTo(slots());
            expected.add(snapshot.version(), change.rows(), change.key());
        });
        endOfLuck(change.key(), () -> expected.add(slots(), change.rows(), change.key()));
    }

    private boolean attempt(Consumer<DataProduct> work) {
        return attempt(work, false);
    }

    /** Whether the work was done; else there must be a reason. */
    private boolean attempt(Consumer<DataProduct> work, boolean reportsBadLuck) {
        try {
            work.accept(process());
            return true;
        } catch (WeftException | Death e) {
            requireBadLuck(e);
        } catch (AssertionError e) {
            if (!reportsBadLuck || luck == null || !luck.befell()) {
                throw e;
            }
        }
        return false;
    }

    private void requireBadLuck(Throwable e) {
        if (luck == null || !luck.befell()) {
            throw new AssertionError("without bad luck: " + e, e);
        }
    }

    private void followed(boolean done) {
        endOfLuck();
        viewIsCertain = done && !world.isExpecting();
    }

    /** The process that is at work: the one that runs, or one with bad luck. */
    private DataProduct process() {
        return luck == null ? product : world.product(CONTRACT, luck.storage());
    }

    private void endOfLuck() {
        endOfLuck("", () -> {});
    }

    /** The step is over; a write of it may still be under way, which then has this effect. */
    private void endOfLuck(String key, Runnable effect) {
        if (luck != null) {
            luck.end();
            UNLUCKY.addAndGet(luck.befell() ? 1 : 0);
            world.mayArrive(luck.storage());
            luck.lateSlot().ifPresent(slot -> underWay.add(new UnderWay(slot, key, effect)));
            viewIsCertain = viewIsCertain && !luck.befell();
            somebodyDied |= luck.died();
            luck = null;
        }
    }

    private List<Order> after(PublishMode mode, List<Order> added) {
        Stream<Order> before = switch (mode) {
            case APPEND -> expected.head().stream();
            case REPLACE -> Stream.of();
            case REPLACE_PARTITIONS ->
                expected.head().stream()
                        .filter(row -> added.stream().noneMatch(a -> a.publication() == row.publication()));
        };
        return Stream.concat(before, added.stream()).toList();
    }

    private static Publication.Builder publication(DataProduct product, PublishMode mode, String key) {
        Publication.Builder publication = product.publication().mode(mode);
        return key.isEmpty() ? publication : publication.idempotencyKey(key);
    }

    private static String key(int number) {
        return number == 0 ? "" : "run " + number;
    }

    private long slots() {
        return StreamSupport.stream(
                        world.memory()
                                .list(Orders.HERE.resolve("_weft/log"), "")
                                .spliterator(),
                        false)
                .count();
    }
}
