package io.weft.internal.log;

import static io.weft.internal.log.Commits.append;
import static io.weft.internal.log.Commits.commit;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.Precondition;
import io.weft.spi.storage.Storage;
import io.weft.storage.MemoryStorage;
import java.time.Clock;
import org.junit.jupiter.api.Test;

class CheckpointsTest {
    private static final int INTERVAL = 3;

    private final Storage storage = MemoryStorage.create();

    @Test
    void processesThatCommitOnceEachPointToCheckpoints() {
        publishOnceEach(8);
        ProductLog log = process();
        log.refresh();
        assertThat(log.entry(4).checkpoint()).extracting(CheckpointRef::version).isEqualTo(3L);
        assertThat(log.entry(8).checkpoint()).extracting(CheckpointRef::version).isEqualTo(6L);
        assertThat(log.filesAt(8)).hasSize(8);
    }

    @Test
    void aCommitDoesNotFailForACheckpointThatCannotBeWritten() {
        storage.put(Commits.PATHS.checkpoints(), new byte[0], Precondition.NONE);
        publishOnceEach(5);
        assertThat(Commits.txns(storage)).containsExactly("t0", "t1", "t2", "t3", "t4");
    }

    @Test
    void aCheckpointWhosePartsAreMissingIsMadeUpForByTheNext() {
        publishOnceEach(4);
        storage.list(Commits.PATHS.chunks(), "").forEach(chunk -> storage.delete(chunk.location()));
        publishOnceEach(4);
        ProductLog log = process();
        log.refresh();
        assertThat(log.entry(8).checkpoint()).extracting(CheckpointRef::version).isEqualTo(6L);
        ProductLog whole = log.withoutCheckpoints();
        whole.refresh();
        assertThat(whole.summary().checkpoints())
                .filteredOn(checkpoint -> checkpoint.version() == 6)
                .hasSize(1)
                .allMatch(whole.summary()::agreesWith);
    }

    private void publishOnceEach(int processes) {
        for (int i = 0; i < processes; i++) {
            ProductLog process = process();
            long head = process.refresh();
            assertThat(commit(process, append("t" + head, head))).isInstanceOf(CommitResult.Committed.class);
        }
    }

    private ProductLog process() {
        return new ProductLog(storage, Commits.ROOT, Commits.PRODUCT, Clock.systemUTC(), attempt -> {}, INTERVAL);
    }
}
