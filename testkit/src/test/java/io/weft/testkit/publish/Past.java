package io.weft.testkit.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.weft.DataProduct;
import io.weft.PublishMode;
import io.weft.contract.Contract;
import io.weft.contract.ViewKind;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.snapshot.Pin;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.testkit.TestClock;
import io.weft.testkit.publish.Orders.Order;
import io.weft.testkit.storage.StorageCall;
import io.weft.testkit.storage.StorageCall.Operation;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** What happened to a product before. Each past is lived through once and copied from then on. */
enum Past {
    NOTHING,
    /** Appends, a replace and a rollback; four small files are visible. */
    LIVELY,
    /** Two appends with files in two partitions each. */
    PARTITIONED,
    /** A process died right after its replace, before it began with the view. */
    BEHIND,
    /** The same with a manifest. */
    BEHIND_MANIFEST,
    /** The next version is the first that makes a checkpoint due. */
    NINETY_NINE,
    /** The next version makes the second checkpoint due. */
    HUNDRED_NINETY_NINE,
    /** Expired versions, pins, dead publications, a probe of a dead clean-up, a checkpoint that nobody needs. */
    NEGLECTED,
    /** All is lost that a repair can make again: checkpoint, hint, schema, and the view shows what it should not. */
    DAMAGED,
    /** A process died, and its write to a slot is under way. */
    UNSETTLED,
    /** The same when nothing was ever published. */
    UNSETTLED_FIRST;

    static final Location HERE = Orders.HERE;
    static final Grace NO_GRACE = new Grace(Duration.ZERO, Duration.ZERO);

    /** The publication that dies in {@link #UNSETTLED}. */
    static final String KEY = "run 7";

    static final int NEW = 100;

    private static final Map<Past, Lived> LIVED = new EnumMap<>(Past.class);

    private static boolean isSlot(StorageCall call) {
        return call.operation() == Operation.COMMIT && Twin.isSlot(call.location());
    }

    /** Whether it takes long to read, so that one looks at fewer points. */
    boolean isLong() {
        return this == NINETY_NINE || this == HUNDRED_NINETY_NINE || this == DAMAGED;
    }

    Contract contract() {
        return switch (this) {
            case PARTITIONED -> Orders.contract(HERE, ViewKind.DIRECTORY, "publication");
            case BEHIND_MANIFEST -> Orders.contract(HERE, ViewKind.MANIFEST);
            default -> Orders.contract(HERE);
        };
    }

    /** The world and what is known of it before anything is damaged. */
    Lived lived() {
        synchronized (LIVED) {
            Lived lived = LIVED.get(this);
            if (lived == null) {
                lived = new Life(this).live();
                LIVED.put(this, lived);
            }
            return lived;
        }
    }

    /** A world of its own with this past. */
    World world() {
        World world = lived().world().copy();
        if (this == UNSETTLED || this == UNSETTLED_FIRST) {
            new Life(this, world)
                    .outlive(
                            Stop.DIES_LATE,
                            Past::isSlot,
                            dying -> dying.publication().idempotencyKey(KEY).publish(Orders.rows(NEW, 3)));
        }
        return world;
    }

    /**
     * A past that was lived through.
     *
     * @param world its world
     * @param snapshots the rows of each retained version
     * @param pinned the files of expired versions that somebody keeps
     */
    record Lived(World world, Map<Long, List<Order>> snapshots, List<Location> pinned) {}

    /** Lives through a past. */
    private static final class Life {
        private final Past past;
        private final World world;
        private final DataProduct product;
        private int publications;

        Life(Past past) {
            this(past, new World(TestClock.create()));
        }

        Life(Past past, World world) {
            this.past = past;
            this.world = world;
            this.product = world.product(past.contract());
        }

        Lived live() {
            List<Location> pinned = List.of();
            switch (past) {
                case NOTHING, UNSETTLED_FIRST -> {}
                case LIVELY, UNSETTLED -> beLively();
                case PARTITIONED -> {
                    product.publish(List.of(new Order(1, 0), new Order(1, 1), new Order(2, 0)));
                    product.publish(List.of(new Order(1, 2), new Order(2, 1), new Order(2, 2)));
                }
                case BEHIND, BEHIND_MANIFEST -> fallBehind();
                case NINETY_NINE -> fill(99);
                case HUNDRED_NINETY_NINE -> fill(199);
                case NEGLECTED -> pinned = neglect();
                case DAMAGED -> {
                    fill(99);
                    append(2);
                    append(1);
                    append(1);
                }
            }
            Lived lived = new Lived(world, Trial.snapshots(world.product(past.contract())), pinned);
            if (past == DAMAGED) {
                damage();
            }
            return lived;
        }

        private void beLively() {
            append(2);
            append(2);
            replace(3);
            append(2);
            product.rollbackTo(2);
            append(2);
            append(1);
        }

        private void fallBehind() {
            append(4);
            append(2);
            publications++;
            outlive(
                    Stop.DIES_BEFORE,
                    call -> call.operation() == Operation.CREATE
                            && call.location().parent().name().equals("view"),
                    dying -> dying.publication().mode(PublishMode.REPLACE).publish(Orders.rows(publications, 3)));
        }

        /** So many versions, the last few of them retained, and no file too many. */
        private void fill(long head) {
            for (long version = 1; version <= head - 2; version++) {
                replace(1);
            }
            product.maintenance().expire(Retention.ofVersions(2));
            product.maintenance().cleanUp(NO_GRACE);
            append(1);
            require(product.snapshot().orElseThrow().version() == head, "the log has " + head + " versions");
        }

        private List<Location> neglect() {
            fill(199);
            replace(2);
            List<Location> pinned = files();
            Pin kept = product.snapshot().orElseThrow().pin(Duration.ofDays(365));
            replace(2);
            Pin over = product.snapshot().orElseThrow().pin(Duration.ofMinutes(1));
            require(kept.version() < over.version(), "pins are of two versions");
            replace(3);
            append(1);
            append(1);
            outlive(Stop.DIES_BEFORE, Past::isSlot, dying -> dying.publish(Orders.rows(NEW + 1, 2)));
            outlive(
                    Stop.DIES_BEFORE,
                    Past::isSlot,
                    dying -> dying.publication().mode(PublishMode.REPLACE).publish(Orders.rows(NEW + 2, 2)));
            outlive(
                    Stop.DIES_BEFORE,
                    call -> call.operation() == Operation.DELETE,
                    dying -> dying.maintenance().cleanUp(NO_GRACE));
            product.maintenance().expire(Retention.ofVersions(2));
            world.pass(Duration.ofHours(2));
            return pinned;
        }

        private void damage() {
            Location home = HERE.resolve("_weft");
            each(home.resolve("ckpt"), object -> world.memory().delete(object));
            each(home.resolve("man"), object -> put(object, "not a chunk"));
            each(home.resolve("schema"), object -> put(object, "not a schema"));
            put(home.resolve("hint"), "not a hint");
            each(HERE, object -> {
                if (object.name().endsWith(".parquet")) {
                    put(object, "not a file of the newest version");
                }
            });
        }

        private void each(Location folder, Consumer<Location> change) {
            for (ObjectInfo object : world.memory().list(folder, "")) {
                change.accept(object.location());
            }
        }

        private void put(Location object, String text) {
            world.memory().put(object, text.getBytes(UTF_8), Precondition.NONE);
        }

        private void append(int rows) {
            publish(PublishMode.APPEND, rows);
        }

        private void replace(int rows) {
            publish(PublishMode.REPLACE, rows);
        }

        private void publish(PublishMode mode, int rows) {
            world.pass(Duration.ofSeconds(1));
            publications++;
            product.publication().mode(mode).publish(Orders.rows(publications, rows));
        }

        private List<Location> files() {
            return product.snapshot().orElseThrow().files().stream()
                    .map(file -> file.location())
                    .toList();
        }

        /** Another process does something and dies at the first of some calls. */
        void outlive(Stop how, Predicate<StorageCall> where, Consumer<DataProduct> work) {
            Misfortune misfortune = new Misfortune(world.memory(), how, where, 1);
            world.mayArrive(misfortune.storage());
            try {
                work.accept(world.product(past.contract(), misfortune.storage()));
            } catch (Death e) {
                // As planned.
            }
            require(misfortune.died(), "the process died");
        }

        private static void require(boolean holds, String what) {
            if (!holds) {
                throw new IllegalStateException("not so: " + what);
            }
        }
    }
}
