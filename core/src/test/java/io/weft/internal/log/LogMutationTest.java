package io.weft.internal.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.weft.WeftException;
import io.weft.internal.json.Json;
import io.weft.internal.json.SealedJson;
import io.weft.maintenance.Diagnosis;
import io.weft.spi.storage.Location;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Objects of the log damaged in every way that {@link Mutation} knows, then read wholly by a process that remembers
 * nothing: a clear error, or, if what was damaged only sums something up, the right answer. {@code -Dweft.mutations=5000}
 * tries so many of each kind of object, {@code -Dweft.seed=…} others.
 */
class LogMutationTest {
    private static final System.Logger LOG = System.getLogger(LogMutationTest.class.getName());
    private static final int MUTATIONS = Integer.getInteger("weft.mutations", 500);
    private static final long SEED = Long.getLong("weft.seed", 20_261_128);
    private static final long SECOND = 1_000_000_000;
    private static final String RIGHT = "right";
    private static final String WRONG = "WRONG";
    private static final Pattern REMEDY =
            Pattern.compile("[Rr]estore|repair\\(\\)|give this one an output location of its own");
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private static final Victim SMALL = Victim.ofEveryOperation("small");
    private static final Victim LARGE = Victim.withCheckpoints("large");
    private static final Victim OTHER = Victim.ofEveryOperation("other");
    private static final Victim OTHER_LARGE = Victim.withCheckpoints("foreign");

    /** What came of a number of mutations. */
    private static final class Tally {
        private final Map<String, Integer> answers = new TreeMap<>();
        private final Map<Mutation, Integer> tried = new EnumMap<>(Mutation.class);
        private String wrong = "";
        private long slowest;

        void count(Mutation mutation, String answer) {
            tried.merge(mutation, 1, Integer::sum);
            answers.merge(answer, 1, Integer::sum);
        }

        int of(String answer) {
            return answers.getOrDefault(answer, 0);
        }
    }

    @Test
    void anEntryIsReadAsItWasWrittenOrNotAtAll() {
        Tally tally = mutate("entries", SMALL, SMALL.paths.log(), OTHER.objectsIn(OTHER.paths.log()), this::read);
        assertThat(tally.of(RIGHT)).isZero();
        assertThat(tally.answers.keySet()).containsOnly("WEFT-LOG-001", "WEFT-LOG-003");
    }

    /** Entries before the checkpoint and before the oldest retained version are not read. */
    @Test
    void anEntryBesideCheckpointsIsReadAsItWasWrittenOrNotAtAll() {
        Tally tally = mutate(
                "entries beside checkpoints",
                LARGE,
                LARGE.paths.log(),
                OTHER_LARGE.objectsIn(OTHER_LARGE.paths.log()),
                this::read);
        assertThat(tally.of("WEFT-LOG-001")).isPositive();
    }

    @Test
    void aDamagedCheckpointIsRefusedOrNotNeeded() {
        Tally tally = mutate(
                "checkpoints",
                LARGE,
                LARGE.paths.checkpoints(),
                OTHER_LARGE.objectsIn(OTHER_LARGE.paths.checkpoints()),
                this::read);
        assertThat(tally.answers.keySet()).containsOnly(RIGHT, "WEFT-LOG-011");
    }

    @Test
    void aDamagedManifestIsRefusedOrNotNeeded() {
        Tally tally = mutate(
                "manifests",
                LARGE,
                LARGE.paths.chunks(),
                OTHER_LARGE.objectsIn(OTHER_LARGE.paths.chunks()),
                this::read);
        assertThat(tally.answers.keySet()).containsOnly(RIGHT, "WEFT-LOG-011");
    }

    @Test
    void aDamagedHintIsRefusedOrLeadsNobodyAstray() {
        List<byte[]> others = Stream.of(1L, 100L, 199L, 226L, 228L, 1_000_000L, -1L, Long.MAX_VALUE)
                .map(version -> SealedJson.write(Json.object().put("version", version)))
                .toList();
        Tally tally = mutate("hints", LARGE, List.of(LARGE.paths.hint()), others, this::read);
        assertThat(tally.answers.keySet()).containsOnly(RIGHT, "WEFT-LOG-002", "WEFT-LOG-012");
    }

    @Test
    void aDamagedFormatFileIsRefused() {
        Tally tally = mutate(
                "format files",
                SMALL,
                List.of(SMALL.paths.format()),
                List.of(OTHER.bytes(OTHER.paths.format())),
                this::read);
        assertThat(tally.answers.keySet()).containsOnly("WEFT-LOG-004", "WEFT-LOG-006");
    }

    /** Readers of the manifest view know nothing of Weft; an examination finds what they would stumble over. */
    @Test
    void aDamagedManifestOfTheViewIsFoundByAnExamination() {
        Location folder = SMALL.root.resolve("_symlink_format_manifest");
        Tally tally = mutate(
                "manifests of the view",
                SMALL,
                folder,
                OTHER.objectsIn(OTHER.root.resolve("_symlink_format_manifest")),
                this::examine);
        assertThat(tally.answers.keySet()).containsOnly("WEFT-DOCTOR-007");
    }

    /** The twin: with a seal that fits, other files in the newest entry are believed, and that must be seen here. */
    @Test
    void aForgedEntryIsSeenAsWrong() {
        List<Location> log = SMALL.objectsIn(SMALL.paths.log());
        Location newest = log.get(log.size() - 1);
        byte[] intact = SMALL.bytes(newest);
        List<String> truth = SMALL.readWholly();
        ObjectNode forged = Json.readObject(intact).orElseThrow();
        ((ArrayNode) forged.get("files")).removeAll();
        forged.remove("seal");
        SMALL.put(newest, SealedJson.write(forged.put("rows", 0)));
        try {
            assertThat(read(SMALL, newest, truth)).isEqualTo(WRONG);
        } finally {
            SMALL.put(newest, intact);
        }
    }

    /** Whoever can seal may say anything, but not make a reader stumble. */
    @Test
    void aForgedEntryIsAnErrorOrAnEntryAndNeverACrash() {
        Random random = new Random(SEED);
        List<Location> log = SMALL.objectsIn(SMALL.paths.log());
        List<String> truth = SMALL.readWholly();
        Tally tally = new Tally();
        for (int i = 0; i < MUTATIONS; i++) {
            Location entry = log.get(random.nextInt(log.size()));
            byte[] intact = SMALL.bytes(entry);
            SMALL.put(entry, Forgery.of(intact, random));
            tally.count(Mutation.CHANGED_BYTES, readAnything(entry, truth));
            SMALL.put(entry, intact);
        }
        report("forged entries", tally);
        assertThat(tally.of("WEFT-LOG-001")).isPositive();
    }

    private String readAnything(Location entry, List<String> truth) {
        try {
            return SMALL.readWholly().equals(truth) ? RIGHT : WRONG;
        } catch (WeftException e) {
            return e.code();
        } catch (RuntimeException | Error e) {
            throw new AssertionError(
                    "read of a forged " + entry + ": " + new String(SMALL.bytes(entry), StandardCharsets.UTF_8), e);
        }
    }

    private Tally mutate(String what, Victim victim, Location folder, List<Location> foreign, Answer answer) {
        List<byte[]> others = Stream.concat(
                        victim.objectsIn(folder).stream().map(victim::bytes),
                        foreign.stream().map(object -> foreigner(victim).bytes(object)))
                .toList();
        return mutate(what, victim, victim.objectsIn(folder), others, answer);
    }

    private static Victim foreigner(Victim victim) {
        return victim == SMALL ? OTHER : OTHER_LARGE;
    }

    /** How a victim with one damaged object is looked at, and what that gives. */
    @FunctionalInterface
    private interface Answer {
        String of(Victim victim, Location damaged, List<String> truth);
    }

    private Tally mutate(String what, Victim victim, List<Location> objects, List<byte[]> others, Answer answer) {
        Random random = new Random(SEED);
        List<String> truth = victim.readWholly();
        Tally tally = new Tally();
        for (int i = 0; i < MUTATIONS; i++) {
            Location object = objects.get(random.nextInt(objects.size()));
            byte[] intact = victim.bytes(object);
            Mutation mutation = mutation(random, intact);
            byte[] damaged = mutation.of(intact, others, random);
            if (Arrays.equals(damaged, intact)) {
                continue;
            }
            victim.put(object, damaged);
            long before = THREADS.getCurrentThreadCpuTime();
            String got;
            try {
                got = answer.of(victim, object, truth);
            } finally {
                victim.put(object, intact);
            }
            tally.slowest = Math.max(tally.slowest, THREADS.getCurrentThreadCpuTime() - before);
            tally.count(mutation, got);
            if (got.equals(WRONG)) {
                tally.wrong = mutation + " of " + object;
            }
        }
        assertThat(victim.readWholly()).as("after all is mended").isEqualTo(truth);
        report(what, tally);
        assertThat(tally.of(WRONG)).as("wrong, such as after %s", tally.wrong).isZero();
        assertThat(tally.slowest).as("processor time of the slowest").isLessThan(SECOND);
        return tally;
    }

    /** Giants take long to write, and one of them is as good as another. */
    private static Mutation mutation(Random random, byte[] intact) {
        Mutation[] all = Mutation.values();
        Mutation mutation = all[random.nextInt(all.length)];
        boolean rather = mutation == Mutation.GIANT && random.nextInt(8) != 0;
        boolean notJson = intact.length == 0 || intact[0] != '{';
        boolean ofMembers = mutation == Mutation.MEMBER_TWICE || mutation == Mutation.MEMBER_REMOVED;
        return rather || (notJson && ofMembers) ? Mutation.FLIPPED_BIT : mutation;
    }

    private String read(Victim victim, Location damaged, List<String> truth) {
        try {
            return victim.readWholly().equals(truth) ? RIGHT : WRONG;
        } catch (WeftException e) {
            assertThat(e.code()).as("%s", damaged).startsWith("WEFT-LOG-");
            assertThat(e.getMessage()).containsPattern(REMEDY);
            assertThat(places(victim, damaged, e.code()))
                    .anySatisfy(place -> assertThat(e.getMessage()).contains(place));
            return e.code();
        }
    }

    /** An entry that breaks the chain is named by itself or by the one after it, a log that is too short by its place. */
    private static Set<String> places(Victim victim, Location damaged, String code) {
        return switch (code) {
            case "WEFT-LOG-003" ->
                Set.of(
                        damaged.toString(),
                        victim.paths
                                .slot(LogPaths.versionOf(damaged.name()) + 1)
                                .toString());
            case "WEFT-LOG-002", "WEFT-LOG-006" -> Set.of(victim.root.toString());
            default -> Set.of(damaged.toString());
        };
    }

    private String examine(Victim victim, Location damaged, List<String> truth) {
        Diagnosis diagnosis = victim.open().maintenance().examine();
        return diagnosis.symptoms().stream()
                .filter(symptom -> symptom.finding().contains(damaged.toString())
                        && symptom.remedy().contains("repair()"))
                .map(symptom -> symptom.code())
                .findFirst()
                .orElse(WRONG);
    }

    private static void report(String what, Tally tally) {
        LOG.log(
                System.Logger.Level.INFO,
                "{0}, seed {1}: tried {2}; answers {3}; the slowest took {4} ms of processor time",
                what,
                Long.toString(SEED),
                tally.tried,
                tally.answers,
                tally.slowest / 1_000_000);
    }
}
