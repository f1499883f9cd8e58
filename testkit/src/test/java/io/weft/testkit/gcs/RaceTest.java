package io.weft.testkit.gcs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.BucketInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.Storage.BlobTargetOption;
import com.google.cloud.storage.StorageException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

/** Of many who create an object if it is absent, one succeeds; and these tests would notice if it were two. */
class RaceTest {
    private static final int RACERS = 16;
    private static final int SLOTS = 100;

    @Test
    void aSlotHasOneWinner() throws Exception {
        try (GcsDouble gcs = GcsDouble.start()) {
            assertThat(slotsWithoutOneWinner(gcs)).isZero();
        }
    }

    @Test
    void theRaceFindsADoubleThatLooksTooEarly() throws Exception {
        try (GcsDouble gcs = GcsDouble.start(new EarlyStore())) {
            assertThat(slotsWithoutOneWinner(gcs)).isPositive();
        }
    }

    /** How many of 100 slots had no winner or several, of 16 that went for each of them at the same time. */
    private static int slotsWithoutOneWinner(GcsDouble gcs) throws Exception {
        AtomicIntegerArray winners = new AtomicIntegerArray(SLOTS);
        CyclicBarrier start = new CyclicBarrier(RACERS);
        byte[] content = new byte[8 * 1024];
        Storage storage = GcsTest.client(gcs);
        storage.create(BucketInfo.of("bkt"));
        inParallel(RACERS, () -> {
            for (int slot = 0; slot < SLOTS; slot++) {
                start.await();
                if (created(storage, "slot-" + slot, content)) {
                    winners.incrementAndGet(slot);
                }
            }
            return true;
        });
        int odd = 0;
        for (int slot = 0; slot < SLOTS; slot++) {
            odd += winners.get(slot) == 1 ? 0 : 1;
        }
        return odd;
    }

    private static boolean created(Storage storage, String name, byte[] content) {
        try {
            storage.create(BlobInfo.newBuilder("bkt", name).build(), content, BlobTargetOption.doesNotExist());
            return true;
        } catch (StorageException e) {
            assertThat(e.getCode()).isEqualTo(412);
            return false;
        }
    }

    @Test
    void noIncrementIsLost() throws Exception {
        try (GcsDouble gcs = GcsDouble.start()) {
            Storage storage = GcsTest.client(gcs);
            storage.create(BucketInfo.of("bkt"));
            BlobInfo counter = BlobInfo.newBuilder("bkt", "counter").build();
            storage.create(counter, new byte[0]);
            inParallel(4, () -> {
                for (int done = 0; done < 10; ) {
                    long generation = storage.get("bkt", "counter").getGeneration();
                    done += grown(storage, counter, generation) ? 1 : 0;
                }
                return true;
            });
            assertThat(storage.readAllBytes("bkt", "counter")).hasSize(40);
        }
    }

    private static boolean grown(Storage storage, BlobInfo counter, long generation) {
        try {
            byte[] before =
                    storage.readAllBytes("bkt", "counter", Storage.BlobSourceOption.generationMatch(generation));
            storage.create(counter, new byte[before.length + 1], BlobTargetOption.generationMatch(generation));
            return true;
        } catch (StorageException e) {
            assertThat(e.getCode()).isEqualTo(412);
            return false;
        }
    }

    @Test
    void anUploadThatEndsLateLoses() {
        assertThat(lateUpload(new Store(InstantSource.system()))).isEqualTo(412);
        assertThat(lateUpload(new EarlyStore())).as("the twin").isEqualTo(200);
    }

    /** What an upload is told that began before another one and ends after it. */
    private static int lateUpload(Store store) {
        store.createBucket("bkt", Map.of(), bucket -> bucket);
        try (GcsDouble gcs = GcsDouble.start(store)) {
            String begin = GcsTest.UPLOADS + "?ifGenerationMatch=0&name=x&uploadType=";
            String session = GcsTest.send(gcs, "POST", begin + "resumable", new byte[0])
                    .headers()
                    .firstValue("Location")
                    .orElseThrow();
            assertThat(GcsTest.send(gcs, "POST", begin + "media", new byte[1]).statusCode())
                    .isEqualTo(200);
            return GcsTest.send(gcs, "PUT", session, new byte[2]).statusCode();
        }
    }

    private static void inParallel(int threads, Callable<Boolean> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(executor.submit(work));
            }
            for (Future<Boolean> one : all) {
                assertThat(one.get()).isTrue();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** The known-bad twin: holds preconditions against what is there when an upload begins, and never again. */
    private static final class EarlyStore extends Store {
        EarlyStore() {
            super(InstantSource.system());
        }

        @Override
        synchronized Target begin(String bucket, String name, Preconditions preconditions) {
            look(bucket, found -> {
                preconditions.check(
                        found.live(name).map(StoredObject::generation).orElse(0L),
                        found.live(name).map(StoredObject::metageneration).orElse(0L));
                return found.name();
            });
            return super.begin(bucket, name, Preconditions.NONE);
        }
    }
}
