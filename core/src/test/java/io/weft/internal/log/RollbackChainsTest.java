package io.weft.internal.log;

import static io.weft.internal.log.Commits.append;
import static io.weft.internal.log.Commits.commit;
import static io.weft.internal.log.Commits.log;
import static io.weft.internal.log.Commits.replace;
import static io.weft.internal.log.Commits.rollback;
import static org.assertj.core.api.Assertions.assertThat;

import io.weft.storage.MemoryStorage;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A rollback may go back to a rollback; following them naively doubles the work with each. */
class RollbackChainsTest {
    private final MemoryStorage storage = MemoryStorage.create();

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void twoHundredRollbacksToRollbacksAreReadAtOnce() {
        ProductLog log = log(storage);
        commit(log, append("a", 0));
        commit(log, append("b", 1));
        for (int i = 2; i < 202; i++) {
            commit(log, rollback("r" + i, i, i - 1));
        }
        assertThat(Commits.files(log(storage))).isEqualTo(Commits.files(log));
    }

    @Test
    void everyVersionOfARandomHistoryHasTheFilesThatASimpleModelSays() {
        Random random = new Random(7);
        ProductLog log = log(storage);
        List<List<String>> model = new ArrayList<>(List.of(List.of()));
        for (int base = 0; base < 120; base++) {
            String txn = "t" + base;
            int kind = base == 0 ? 0 : random.nextInt(3);
            List<String> next = new ArrayList<>(kind == 0 ? model.get(base) : List.of());
            if (kind == 2) {
                int target = 1 + random.nextInt(base);
                next.addAll(model.get(target));
                commit(log, rollback(txn, base, target));
            } else {
                next.add(Commits.file(txn).path());
                commit(log, kind == 0 ? append(txn, base) : replace(txn, base));
            }
            model.add(next);
        }
        ProductLog fresh = log(storage);
        assertThat(fresh.refresh()).isEqualTo(120);
        for (int version = 1; version <= 120; version++) {
            assertThat(fresh.filesAt(version)).extracting(FileEntry::path).isEqualTo(model.get(version));
        }
    }
}
