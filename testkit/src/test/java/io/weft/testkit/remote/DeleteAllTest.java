package io.weft.testkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weft.spi.storage.Location;
import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.spi.storage.remote.RemoteStorage;
import io.weft.spi.storage.remote.Transfers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Many objects are deleted by few requests. */
@SuppressWarnings("UnsynchronizedOverridesSynchronized") // What is watched here is watched without a lock.
class DeleteAllTest {
    private static final Location FOLDER = Location.of("memory://bucket/product");
    private static final byte[] BYTES = "content".getBytes(StandardCharsets.UTF_8);
    /** Of {@link MemoryObjectStore} in one request. */
    private static final int MOST = 7;

    private final Queue<Integer> requests = new ConcurrentLinkedQueue<>();
    private final Queue<StorageException> answers = new ConcurrentLinkedQueue<>();
    private final Storage storage = RemoteStorage.of(
            new MemoryObjectStore(true) {
                @Override
                public void delete(List<Location> objects) {
                    requests.add(objects.size());
                    StorageException answer = answers.poll();
                    if (answer != null) {
                        throw answer;
                    }
                    super.delete(objects);
                }
            },
            Transfers.STANDARD);

    private static List<Location> objects(String bucket, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Location.of("memory://" + bucket + "/product/" + i))
                .toList();
    }

    private void put(List<Location> objects) {
        objects.forEach(object -> storage.put(object, BYTES, Precondition.NONE));
    }

    @Test
    void aRequestTakesAsManyAsTheStoreAllows() {
        put(objects("bucket", 3 * MOST + 2));
        storage.deleteAll(objects("bucket", 3 * MOST + 2));
        assertThat(requests).containsExactlyInAnyOrder(MOST, MOST, MOST, 2);
        assertThat(storage.list(FOLDER, "")).isEmpty();
    }

    @Test
    void aRequestIsAboutOneBucket() {
        List<Location> all = Stream.concat(objects("bucket", 3).stream(), objects("other", 2).stream())
                .toList();
        put(all);
        storage.deleteAll(all);
        assertThat(requests).containsExactlyInAnyOrder(3, 2);
        assertThat(all).allSatisfy(object -> assertThat(storage.stat(object)).isEmpty());
    }

    @Test
    void aRequestWithoutAnAnswerIsMadeAgain() {
        put(objects("bucket", 2));
        answers.add(new StorageException(Kind.OUTCOME_UNKNOWN, "no answer", null));
        answers.add(new StorageException(Kind.UNAVAILABLE, "slow down", null));
        storage.deleteAll(objects("bucket", 2));
        assertThat(requests).containsExactly(2, 2, 2);
        assertThat(storage.list(FOLDER, "")).isEmpty();
    }

    @Test
    void whatOneRequestIsRefusedTheOthersStillDo() {
        put(objects("bucket", 2 * MOST));
        answers.add(new StorageException(Kind.ACCESS_DENIED, "not yours", null));
        assertThatThrownBy(() -> storage.deleteAll(objects("bucket", 2 * MOST)))
                .isInstanceOf(StorageException.class)
                .hasMessage("WEFT-STORAGE-003: not yours");
        assertThat(storage.list(FOLDER, "")).hasSize(MOST);
    }
}
