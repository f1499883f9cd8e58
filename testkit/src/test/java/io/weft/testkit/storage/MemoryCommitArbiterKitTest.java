package io.weft.testkit.storage;

import io.weft.spi.storage.CommitArbiter;

class MemoryCommitArbiterKitTest extends CommitArbiterKit {
    private final CommitArbiter shared = MemoryCommitArbiter.create();

    @Override
    protected CommitArbiter arbiter() {
        return shared;
    }
}
