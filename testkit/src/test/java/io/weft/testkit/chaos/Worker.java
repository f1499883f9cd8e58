package io.weft.testkit.chaos;

import io.weft.DataProduct;
import io.weft.Publication;
import io.weft.PublishConflictException;
import io.weft.PublishMode;
import io.weft.PublishOutcomeUnknownException;
import io.weft.PublishReport;
import io.weft.WeftException;
import io.weft.maintenance.CleanUpReport;
import io.weft.maintenance.Grace;
import io.weft.maintenance.Retention;
import io.weft.maintenance.Symptom;
import io.weft.snapshot.Pin;
import io.weft.snapshot.Snapshot;
import io.weft.testkit.chaos.Said.Kind;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A process that does whatever one may do with a product, in random order, until it is killed. It decides by itself
 * whether what it reads is whole, and says what happened; see {@link Said}.
 */
final class Worker {
    private static final Grace GRACE = new Grace(Duration.ofSeconds(4), Duration.ofSeconds(4));

    private static final Retention RETENTION = new Retention(8, Duration.ofSeconds(1));
    /** Longer than most workers live. */
    private static final Duration PINNED = Duration.ofSeconds(60);

    private static final long NUMBERS = 1_000_000;
    /** A new idempotency key comes up so often; for a dozen times that long, all workers try to publish under it. */
    private static final long MILLIS_PER_KEY = 500;

    private static final int KEYS_AT_ONCE = 12;

    /** What a worker does, and how often among {@link #TICKETS}. */
    private enum Task {
        APPEND(14),
        APPEND_WITH_KEY(9),
        REPLACE(5),
        READ_HEAD(8),
        READ_RETAINED(6),
        PIN_OR_READ_PINNED(12),
        LOOK_AT_FOLDER(4),
        EXPIRE(4),
        CLEAN_UP(4),
        COMPACT(4),
        ROLL_BACK(2),
        REFRESH_VIEW(2),
        CATCH_UP(1),
        EXAMINE(2),
        SETTLE(1);

        private final int weight;

        Task(int weight) {
            this.weight = weight;
        }
    }

    private static final List<Task> TICKETS = tickets();

    private record Pinned(Snapshot snapshot, Pin pin, long since) {}

    private final Path folder;
    private final DataProduct product;
    private final Random random;
    private final OutputStream out;
    private long publication;
    private Pinned pinned;

    private Worker(Path folder, DataProduct product, int number, OutputStream out) {
        this.folder = folder;
        this.product = product;
        this.random = new Random(number);
        this.publication = number * NUMBERS;
        this.out = out;
    }

    /** Arguments: folder, layout, number of the worker; a fourth one lets it do everything once and end. */
    public static void main(String[] args) throws IOException {
        try (OutputStream out = new FileOutputStream(FileDescriptor.out);
                Store store = new Store(Path.of(args[0]), Store.Layout.valueOf(args[1]))) {
            Worker worker = new Worker(Path.of(args[0]), store.product(), Integer.parseInt(args[2]), out);
            if (args.length > 3) {
                List.of(Task.values()).forEach(worker::attempt);
                return;
            }
            while (true) {
                worker.attempt(TICKETS.get(worker.random.nextInt(TICKETS.size())));
            }
        }
    }

    private static List<Task> tickets() {
        List<Task> tickets = new ArrayList<>();
        for (Task task : Task.values()) {
            for (int i = 0; i < task.weight; i++) {
                tickets.add(task);
            }
        }
        return tickets;
    }

    private void attempt(Task task) {
        try {
            run(task);
        } catch (PublishConflictException | PublishOutcomeUnknownException e) {
            say(Kind.REFUSED, 0, 0, e.code());
        } catch (RuntimeException e) {
            say(Kind.BROKEN, 0, 0, task + " failed: " + trace(e));
        }
    }

    private void run(Task task) {
        switch (task) {
            case APPEND -> publish(product.publication().mode(PublishMode.APPEND), publication++);
            case REPLACE -> publish(replacing(), publication++);
            case APPEND_WITH_KEY -> publishWithKey();
            case READ_HEAD -> product.snapshot().ifPresent(this::read);
            case READ_RETAINED -> anyRetained().ifPresent(this::read);
            case PIN_OR_READ_PINNED -> pinOrReadPinned();
            case LOOK_AT_FOLDER -> look();
            case EXPIRE ->
                say(Kind.EXPIRED, product.maintenance().expire(RETENTION).expired(), 0, "");
            case CLEAN_UP -> cleanUp();
            case COMPACT -> say(Kind.COMPACTED, product.maintenance().compact().filesBefore(), 0, "");
            case ROLL_BACK -> rollBack();
            case REFRESH_VIEW -> refreshView();
            case CATCH_UP -> requireNone(product.maintenance().catchUp(), "catching up");
            case EXAMINE -> examine();
            case SETTLE -> settle();
        }
    }

    private Publication.Builder replacing() {
        Publication.Builder builder = product.publication().mode(PublishMode.REPLACE);
        return random.nextBoolean() ? builder.overConcurrent() : builder;
    }

    /** All workers of the same moment try the same few keys, with the same rows each. */
    private void publishWithKey() {
        long key = key();
        publish(keyed(key), -key);
    }

    private long key() {
        return System.currentTimeMillis() / MILLIS_PER_KEY - random.nextInt(KEYS_AT_ONCE);
    }

    private Publication.Builder keyed(long key) {
        return product.publication()
                .idempotencyKey("job " + key)
                .mode(key % 8 == 0 ? PublishMode.REPLACE : PublishMode.APPEND);
    }

    private void publish(Publication.Builder builder, long number) {
        try (Publication open = builder.open()) {
            say(Kind.TRIES, number, 0, open.txn());
            Item.of(number).forEach(open::write);
            PublishReport report = open.commit();
            say(Kind.PUBLISHED, report.snapshot().version(), 0, report.txn());
            requireNone(report.warnings(), "version " + report.snapshot().version());
        }
    }

    private void settle() {
        String txn = txnOf(keyed(key()));
        product.maintenance().settle(txn).ifPresent(snapshot -> say(Kind.PUBLISHED, snapshot.version(), 0, txn));
        say(Kind.TENDED, 0, 0, "settled");
    }

    private static String txnOf(Publication.Builder builder) {
        try (Publication open = builder.open()) {
            return open.txn();
        }
    }

    private Optional<Snapshot> anyRetained() {
        List<Snapshot> retained = product.snapshots();
        return retained.isEmpty() ? Optional.empty() : Optional.of(retained.get(random.nextInt(retained.size())));
    }

    /** Whoever has no pin may come too late. */
    private void read(Snapshot snapshot) {
        try {
            note(snapshot, Kind.READ);
        } catch (WeftException e) {
            refusedOnlyFor(e, "WEFT-READ-006");
        }
    }

    private void note(Snapshot snapshot, Kind kind) {
        Item.Found found = Store.read(snapshot);
        say(kind, snapshot.version(), found.fingerprint(), "");
        requireNone(found.problems(), "version " + snapshot.version());
    }

    /** Between the two others have time to expire and clean up. */
    private void pinOrReadPinned() {
        if (pinned != null) {
            Pinned kept = pinned;
            pinned = null;
            readPinned(kept);
            return;
        }
        anyRetained().ifPresent(snapshot -> {
            try {
                pinned = new Pinned(snapshot, snapshot.pin(PINNED), System.nanoTime());
            } catch (WeftException e) {
                refusedOnlyFor(e, "WEFT-LOG-013");
            }
        });
    }

    /** A pin's time may be over, if this process was not allowed to go on. */
    private void readPinned(Pinned kept) {
        try {
            note(kept.snapshot(), Kind.READ_PINNED);
        } catch (WeftException e) {
            if (Duration.ofNanos(System.nanoTime() - kept.since()).compareTo(PINNED.minusSeconds(1)) < 0) {
                throw e;
            }
            refusedOnlyFor(e, "WEFT-READ-006");
        } finally {
            kept.pin().close();
        }
    }

    private void look() {
        PlainFolder.Look look = PlainFolder.look(folder);
        say(Kind.LOOKED, look.files(), 0, "");
        requireNone(look.problems(), "the folder");
    }

    private void cleanUp() {
        CleanUpReport report = product.maintenance().cleanUp(GRACE);
        say(Kind.CLEANED, report.expiredFiles() + report.orphanedFiles(), 0, "");
    }

    private void rollBack() {
        anyRetained().ifPresent(snapshot -> {
            try {
                say(Kind.ROLLED_BACK, product.rollbackTo(snapshot.version()).version(), 0, "");
            } catch (PublishConflictException e) {
                throw e;
            } catch (WeftException e) {
                refusedOnlyFor(e, "WEFT-LOG-013");
            }
        });
    }

    private void refreshView() {
        product.refreshView();
        say(Kind.TENDED, 0, 0, "the view");
    }

    /** The view is being changed all the time, so warnings about it mean nothing here. */
    private void examine() {
        boolean contents = random.nextBoolean();
        List<String> errors = (contents
                        ? product.maintenance().examineContents()
                        : product.maintenance().examine())
                .symptoms().stream()
                        .filter(symptom -> symptom.severity() == Symptom.Severity.ERROR)
                        .map(Symptom::toString)
                        .toList();
        say(Kind.TENDED, 0, 0, "examined");
        requireNone(errors, "examining");
    }

    private void refusedOnlyFor(WeftException e, String code) {
        if (!e.code().equals(code)) {
            throw e;
        }
        say(Kind.REFUSED, 0, 0, code);
    }

    private void requireNone(List<String> problems, String where) {
        if (!problems.isEmpty()) {
            say(Kind.BROKEN, 0, 0, where + ": " + problems);
        }
    }

    private static String trace(RuntimeException e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private void say(Kind kind, long number, long more, String text) {
        try {
            out.write(new Said(kind, number, more, text).line());
        } catch (IOException e) {
            throw new UncheckedIOException("the parent does not listen any more", e);
        }
    }
}
