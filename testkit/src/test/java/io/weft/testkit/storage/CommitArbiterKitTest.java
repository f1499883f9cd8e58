package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.weft.spi.storage.CommitArbiter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit passes a good arbiter and fails every broken one. */
class CommitArbiterKitTest {
    private static CommitArbiter subject = new BrokenArbiter.Good();

    @Test
    void aGoodArbiterPasses() {
        subject = new BrokenArbiter.Good();
        assertThat(KitRun.of(Subject.class).failed()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aBrokenArbiterFails(BrokenArbiter broken) {
        subject = broken.arbiter.get();
        assertThat(KitRun.of(Subject.class).failed()).contains(broken.noticedBy);
    }

    /** The kit on whatever the test above it chose. */
    static class Subject extends CommitArbiterKit {
        @Override
        protected CommitArbiter arbiter() {
            return subject;
        }
    }
}
