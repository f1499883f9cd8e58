package io.weft.testkit.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.spi.storage.CommitArbiter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Claims of one process, for tests. Thread-safe. */
@CheckReturnValue
public final class MemoryCommitArbiter implements CommitArbiter {
    private final Map<String, String> claims = new ConcurrentHashMap<>();

    private MemoryCommitArbiter() {}

    /**
     * Makes an arbiter.
     *
     * @return one without claims
     */
    public static MemoryCommitArbiter create() {
        return new MemoryCommitArbiter();
    }

    @Override
    public String claim(String name, String claim) {
        String holder = claims.putIfAbsent(name, claim);
        return holder == null ? claim : holder;
    }

    @Override
    public Optional<String> holder(String name) {
        return Optional.ofNullable(claims.get(name));
    }

    @Override
    public void release(String name, String claim) {
        boolean ignored = claims.remove(name, claim);
    }
}
