package io.weft.testkit.publish;

import io.weft.DataProduct;
import io.weft.PublishMode;
import io.weft.WeftException;
import io.weft.contract.ViewKind;
import io.weft.maintenance.Diagnosis;
import io.weft.snapshot.Snapshot;
import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Storage;
import io.weft.testkit.publish.Orders.Order;
import io.weft.testkit.storage.StorageCall;
import io.weft.testkit.storage.StorageCall.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * One job on one world, and what came of it. Processes try it and have bad luck; then one has none, and everything must be
 * as if nothing had happened. Whatever is not is noted.
 */
final class Trial {
    private static final Location HOME = Past.HERE.resolve("_weft");
    private static final int LARGEST_OBJECT = 1 << 20;

    private final Job job;
    private final UnaryOperator<Storage> twin;
    private final World world;
    private final List<String> problems = new ArrayList<>();
    private @Nullable List<Order> acknowledged;
    private String story;

    Trial(Job job) {
        this(job, UnaryOperator.identity());
    }

    /**
     * Begins.
     *
     * @param job what is done
     * @param twin makes of the storage one with a mistake, for processes that try
     */
    Trial(Job job, UnaryOperator<Storage> twin) {
        this.job = job;
        this.twin = twin;
        this.world = job.past().world();
        this.story = job.toString();
    }

    /** The rows of each retained version, in order. */
    static Map<Long, List<Order>> snapshots(DataProduct product) {
        return product.snapshots().stream()
                .collect(Collectors.toMap(Snapshot::version, Trial::rows, (one, other) -> one, TreeMap::new));
    }

    List<String> problems() {
        return problems;
    }

    /** A process does the job, and something goes wrong at one call. */
    Misfortune attempt(Stop stop, int call) {
        return attempt(stop, call, job::on);
    }

    /** A process that finds what another left behind does the job again, and something goes wrong at one call. */
    Misfortune attemptAgain(Stop stop, int call) {
        return attempt(stop, call, product -> {
            job.again(product);
            product.maintenance().catchUp();
            return job.after();
        });
    }

    private Misfortune attempt(Stop stop, int call, Function<DataProduct, List<Order>> work) {
        story += ", " + stop + " at call " + call;
        int open = world.memory().openHandles();
        Misfortune misfortune = new Misfortune(twin.apply(world.memory()), stop, at -> counts(stop, at), call);
        try {
            List<Order> promised = work.apply(world.product(job.contract(), misfortune.storage()));
            acknowledged = misfortune.died() ? acknowledged : promised;
        } catch (Death | WeftException e) {
            // Whatever the caller is told, the storage must be in order.
            story += e instanceof WeftException failed ? " (" + failed.code() + ")" : "";
        } catch (RuntimeException e) {
            problem("the caller got " + e);
        }
        world.mayArrive(misfortune.storage());
        int left = world.memory().openHandles() - open - misfortune.storage().underWay();
        require(stop.deadly() || left <= 0, left + " handles were left open");
        if (job.isMetByLateWrite()) {
            world.deliver();
        }
        if (job != Job.REPAIR) {
            guard(this::requireNothingLost);
        }
        return misfortune;
    }

    /** The last process has no bad luck; when it is done, what was under way arrives, and somebody cleans up. */
    void end() {
        guard(() -> {
            DataProduct product = world.product(job.contract(), twin.apply(world.memory()));
            job.again(product);
            acknowledged = job.after();
            requireNone(product.maintenance().catchUp(), "followers could not follow");
            boolean arrived = world.isExpecting();
            if (arrived) {
                // Others go on: the same rows in other files.
                world.product(job.contract())
                        .publication()
                        .mode(PublishMode.REPLACE)
                        .publish(job.after());
                world.deliver();
                requireNone(world.product(job.contract()).maintenance().catchUp(), "followers could not follow");
            }
            requireNothingLost();
            requireViewOfHead(world.product(job.contract()));
            requireHealthy(product.maintenance().examineContents());
            if (arrived) {
                requireHealthy(
                        world.product(job.contract()).maintenance().repair().after());
            }
            requireTidy();
        });
    }

    /** Of the entries of a long log, which are read one after the other, a few are enough. */
    private boolean counts(Stop stop, StorageCall call) {
        if (stop == Stop.REFUSED && job.past().isLong()) {
            return Stop.isChange(call.operation());
        }
        boolean reads = call.operation() == Operation.OPEN || call.operation() == Operation.READ;
        return !(reads && Twin.isSlot(call.location()))
                || number(call.location().name()) % 50 == 1;
    }

    private static long number(String slot) {
        return Long.parseLong(slot.replace(".json", ""));
    }

    /** Every version is what it was, and what is new is what was before or what should come. */
    private void requireNothingLost() {
        DataProduct product = world.product(job.contract());
        Map<Long, List<Order>> known = job.past().lived().snapshots();
        List<Long> earlier = new ArrayList<>();
        List<Order> head = List.of();
        boolean done = false;
        for (Snapshot snapshot : product.snapshots()) {
            head = rows(snapshot);
            if (known.containsKey(snapshot.version())) {
                earlier.add(snapshot.version());
                require(known.get(snapshot.version()).equals(head), snapshot + " has become " + head);
                continue;
            }
            require(head.equals(job.after()) || (!done && head.equals(job.before())), snapshot + " shows " + head);
            done = head.equals(job.after());
        }
        boolean nothingExpired = earlier.equals(List.copyOf(new TreeMap<>(known).keySet()));
        require(earlier.equals(job.retained()) || (acknowledged == null && nothingExpired), "retained are " + earlier);
        require(acknowledged == null || head.equals(acknowledged), "the head shows " + head + ", not " + acknowledged);
        requireDense();
        requirePinned();
    }

    private void requireDense() {
        List<String> slots = names("log");
        for (int i = 0; i < slots.size(); i++) {
            require(number(slots.get(i)) == i + 1, "slot " + slots.get(i) + " is out of line");
        }
    }

    private void requirePinned() {
        Past.Lived lived = job.past().lived();
        for (Location file : lived.pinned()) {
            byte[] right = lived.world().memory().read(file, LARGEST_OBJECT);
            require(Arrays.equals(world.memory().read(file, LARGEST_OBJECT), right), file + " has changed");
        }
    }

    private void requireViewOfHead(DataProduct product) {
        List<Order> head = product.snapshot().map(Trial::rows).orElse(List.of());
        boolean manifest = job.contract().outputs().get(0).view() == ViewKind.MANIFEST;
        List<Order> directory = PlainView.read(world.memory(), Past.HERE);
        List<Order> listed = PlainView.readManifest(world.memory(), Past.HERE);
        require(sorted(directory).equals(manifest ? List.of() : head), "the directory shows " + directory);
        require(sorted(listed).equals(manifest ? head : List.of()), "the manifest lists " + listed);
    }

    private void requireHealthy(Diagnosis diagnosis) {
        require(diagnosis.healthy(), "a look finds " + diagnosis);
    }

    /** Hours later the next publication and a clean-up leave what somebody needs, and nothing else. */
    private void requireTidy() {
        world.pass(Duration.ofHours(2));
        DataProduct product = world.product(job.contract());
        List<Order> more = Orders.rows(Past.NEW + 99, 1);
        product.publish(more);
        product.maintenance().cleanUp(Past.NO_GRACE);
        require(
                rows(product.snapshot().orElseThrow())
                        .equals(sorted(Stream.concat(job.after().stream(), more.stream())
                                .toList())),
                "one more publication makes it " + rows(product.snapshot().orElseThrow()));
        requireViewOfHead(product);
        requirePinned();
        Diagnosis diagnosis = product.maintenance().examineContents();
        require(diagnosis.symptoms().isEmpty(), "after the last clean-up: " + diagnosis);
        requireOnlyNeeded(product);
    }

    private void requireOnlyNeeded(DataProduct product) {
        Set<String> needed = product.snapshots().stream()
                .flatMap(snapshot -> snapshot.files().stream())
                .map(file -> file.location().relativeTo(HOME.resolve("data")))
                .collect(Collectors.toCollection(HashSet::new));
        job.past().lived().pinned().forEach(file -> needed.add(file.relativeTo(HOME.resolve("data"))));
        require(Set.copyOf(names("data")).equals(needed), "data files are " + names("data") + ", needed " + needed);
        require(names("clock").isEmpty(), "probes are left: " + names("clock"));
        require(names("view").size() == 1, "marks are left: " + names("view"));
        require(names("pins").size() == (job.past() == Past.NEGLECTED ? 1 : 0), "pins are " + names("pins"));
        String checkpoints = names("ckpt").stream()
                .map(name -> new String(
                        world.memory().read(HOME.resolve("ckpt/" + name), LARGEST_OBJECT), StandardCharsets.UTF_8))
                .collect(Collectors.joining());
        require(names("man").stream().allMatch(checkpoints::contains), "chunks belong to nothing: " + names("man"));
        require(job.past() != Past.NEGLECTED || names("ckpt").size() == 1, "checkpoints are " + names("ckpt"));
    }

    private List<String> names(String folder) {
        Location location = HOME.resolve(folder);
        return StreamSupport.stream(world.memory().list(location, "").spliterator(), false)
                .map(ObjectInfo::location)
                .map(object -> object.relativeTo(location))
                .toList();
    }

    private void guard(Runnable look) {
        try {
            look.run();
        } catch (RuntimeException e) {
            problem("failed: " + e);
        }
    }

    private void requireNone(List<String> warnings, String what) {
        require(warnings.isEmpty(), what + ": " + warnings);
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            problem(otherwise);
        }
    }

    private void problem(String text) {
        problems.add(story + ": " + text);
    }

    private static List<Order> rows(Snapshot snapshot) {
        return sorted(Orders.read(snapshot));
    }

    private static List<Order> sorted(List<Order> rows) {
        return rows.stream().sorted().toList();
    }
}
