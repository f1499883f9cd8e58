package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.ObjectInfo;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Chapter 11: many at once. */
abstract class RaceBehaviours extends VersionBehaviours {
    private static final int LARGE = 200_000;

    @Test
    public void ofManyCreatorsExactlyOneWinsAndItsBytesStay() {
        assertOneWinnerPerSlot(racer -> slot -> storage.put(at(slot), content(racer), Precondition.ABSENT));
    }

    @Test
    public void ofManyCopiersExactlyOneWinsAndItsBytesStay() {
        whereCopied(() -> {
            for (int racer = 0; racer < racers(); racer++) {
                storage.put(at("source-" + racer), content(racer), Precondition.NONE);
            }
            assertOneWinnerPerSlot(racer -> slot -> copy("source-" + racer, slot, Precondition.ABSENT));
        });
    }

    @Test
    public void aReaderSeesTheOldObjectOrTheNewOneButNoMixture() {
        storage.put(at("object"), content(0), Precondition.NONE);
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> replaceUntilDone(over));
        for (int i = 0; i < 3; i++) {
            tasks.add(() -> {
                int reads = 0;
                while (!over.get() || reads == 0) {
                    assertUniform(storage.read(at("object"), LIMIT));
                    reads++;
                }
                return reads;
            });
        }
        assertThat(together(tasks)).allSatisfy(count -> assertThat(count).isPositive());
    }

    @Test
    public void theSizeOfAnObjectBeingReplacedIsThatOfOneVersion() {
        storage.put(at("object"), content(0), Precondition.NONE);
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> replaceUntilDone(over));
        tasks.add(() -> {
            int looks = 0;
            while (!over.get() || looks == 0) {
                assertThat(storage.stat(at("object")).orElseThrow().size()).isBetween((long) LARGE, LARGE + 16L);
                looks++;
            }
            return looks;
        });
        assertThat(together(tasks)).allSatisfy(count -> assertThat(count).isPositive());
    }

    @Test
    public void ofManyReplacementsOneStaysWhole() {
        race(racer -> () -> storage.put(at("object"), content(racer), Precondition.NONE));
        assertUniform(storage.read(at("object"), LIMIT));
        assertThat(keys("")).containsExactly("object");
    }

    @Test
    public void manyObjectsAreWrittenAtOnce() {
        race(racer -> () -> storage.put(at("new/" + racer), content(racer), Precondition.ABSENT));
        for (int racer = 0; racer < racers(); racer++) {
            assertThat(Arrays.equals(storage.read(at("new/" + racer), LIMIT), content(racer)))
                    .isTrue();
        }
    }

    @Test
    public void manyDeleteOneObject() {
        put("object", "content");
        race(racer -> () -> {
            storage.delete(at("object"));
            return racer;
        });
        assertAbsent("object");
    }

    @Test
    public void foldersComeAndGoWithoutDisturbingWriters() {
        race(racer -> () -> {
            Location object = at("come=1/and=2/go=3/" + racer);
            for (int round = 0; round < slots(); round++) {
                storage.put(object, bytes("x"), Precondition.ABSENT);
                assertThat(storage.stat(object)).isPresent();
                storage.delete(object);
            }
            return racer;
        });
        assertThat(keys("")).isEmpty();
    }

    @Test
    public void whatStaysIsListedExactlyOnceWhileOthersComeAndGo() {
        List<String> stable = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            stable.add(String.format("%s/%02d-stable", i % 3, i));
            put(stable.get(i), "x");
        }
        stable.sort(null);
        AtomicBoolean over = new AtomicBoolean();
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> comeAndGoUntil(over));
        tasks.add(() -> {
            try {
                for (int round = 0; round < 20; round++) {
                    List<String> seen = keys("");
                    assertThat(seen).doesNotHaveDuplicates().isSorted();
                    assertThat(seen.stream().filter(key -> key.endsWith("stable")))
                            .containsExactlyElementsOf(stable);
                }
                return 1;
            } finally {
                over.set(true);
            }
        });
        assertThat(together(tasks)).allSatisfy(count -> assertThat(count).isPositive());
    }

    private void assertOneWinnerPerSlot(IntFunction<Contender> contenders) {
        Phaser start = new Phaser(racers());
        List<List<Boolean>> wins = race(racer -> () -> {
            List<Boolean> won = new ArrayList<>();
            try {
                for (int slot = 0; slot < slots(); slot++) {
                    start.arriveAndAwaitAdvance();
                    won.add(wins(contenders.apply(racer), "slot-" + slot, racer));
                }
                return won;
            } finally {
                // The others must not wait for one that failed.
                start.arriveAndDeregister();
            }
        });
        for (int slot = 0; slot < slots(); slot++) {
            int index = slot;
            assertThat(wins.stream().filter(won -> won.get(index)))
                    .as("winners of slot %s", slot)
                    .hasSize(1);
            byte[] stays = storage.read(at("slot-" + slot), LIMIT);
            assertThat(wins.get(stays[0]).get(slot))
                    .as("the winner's bytes stay")
                    .isTrue();
            assertUniform(stays);
        }
    }

    private boolean wins(Contender contender, String slot, int racer) {
        try {
            contender.take(slot);
            assertThat(storage.read(at(slot), LIMIT)[0])
                    .as("the winner reads its own bytes")
                    .isEqualTo((byte) racer);
            return true;
        } catch (StorageException e) {
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(Kind.EXISTS);
            byte[] winner = storage.read(at(slot), LIMIT);
            assertUniform(winner);
            assertThat(winner[0]).as("a loser reads the winner's bytes").isNotEqualTo((byte) racer);
            return false;
        }
    }

    private int replaceUntilDone(AtomicBoolean over) {
        try {
            for (int i = 0; i < slots(); i++) {
                ObjectInfo info = storage.put(at("object"), content(i % 16), Precondition.NONE);
                assertThat(info.size()).isEqualTo(LARGE + i % 16);
            }
            return slots();
        } finally {
            over.set(true);
        }
    }

    private int comeAndGoUntil(AtomicBoolean over) {
        int rounds = 0;
        while (!over.get() || rounds == 0) {
            put("1/" + rounds % 7 + "-passing", "x");
            put("1/folder/" + rounds % 5 + "-passing", "x");
            storage.delete(at("1/" + (rounds + 3) % 7 + "-passing"));
            storage.delete(at("1/folder/" + rounds % 5 + "-passing"));
            rounds++;
        }
        return rounds;
    }

    private <T> List<T> race(IntFunction<Callable<T>> racer) {
        List<Callable<T>> tasks = new ArrayList<>();
        for (int i = 0; i < racers(); i++) {
            tasks.add(racer.apply(i));
        }
        return together(tasks);
    }

    /** The content of a racer: all bytes are its number, and so is what the length has over {@link #LARGE}. */
    private static byte[] content(int racer) {
        byte[] content = new byte[LARGE + racer];
        Arrays.fill(content, (byte) racer);
        return content;
    }

    private static void assertUniform(byte[] content) {
        assertThat(Arrays.equals(content, content(content[0])))
                .as("all bytes and the length are those of one writer")
                .isTrue();
    }

    /** Tries to be the first to take a slot. */
    private interface Contender {
        void take(String slot);
    }
}
