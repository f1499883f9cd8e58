package io.weft.testkit.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.weft.spi.storage.CommitArbiter;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import io.weft.storage.JdbcCommitArbiter;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdbcCommitArbiterKitTest extends CommitArbiterKit {
    private static final String PASSWORD = "canary-of-a-password";

    private final String address = "jdbc:h2:mem:" + UUID.randomUUID();
    private final JdbcConnectionPool database = pool(address);
    private boolean made;

    private static JdbcConnectionPool pool(String address) {
        return JdbcConnectionPool.create(address + ";DB_CLOSE_DELAY=-1", "weft", PASSWORD);
    }

    @Override
    protected CommitArbiter arbiter() {
        JdbcCommitArbiter arbiter = JdbcCommitArbiter.of(database);
        if (!made) {
            made = true;
            return arbiter.createTable();
        }
        return arbiter;
    }

    @AfterEach
    void drop() throws Exception {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } finally {
            database.dispose();
        }
    }

    @Test
    void claimsOutliveAConnectionThatDoesNotCommitByItself() throws Exception {
        try (var connection = database.getConnection()) {
            connection.setAutoCommit(false);
        }
        CommitArbiter arbiter = JdbcCommitArbiter.of(database);
        assertThat(arbiter.claim("name", "claim")).isEqualTo("claim");
        try (var connection = database.getConnection()) {
            connection.rollback();
        }
        assertThat(arbiter.holder("name")).contains("claim");
    }

    @Test
    void aTableThatIsThereIsNotMadeAgain() {
        assertFails(
                Kind.FAILED,
                "the database of claims did not create the table (SQLSTATE 42S01, code 42101). Look at the cause, at the rights of"
                        + " its user, and whether the table weft_claims is there",
                () -> JdbcCommitArbiter.of(database).createTable());
    }

    @Test
    void aDatabaseWithoutTheTableSaysSo() {
        JdbcConnectionPool empty = pool("jdbc:h2:mem:" + UUID.randomUUID());
        try {
            CommitArbiter arbiter = JdbcCommitArbiter.of(empty);
            assertFails(
                    Kind.OUTCOME_UNKNOWN,
                    "the database of claims did not claim name (SQLSTATE 42S04, code 42104)",
                    () -> arbiter.claim("name", "claim"));
            assertFails(Kind.UNAVAILABLE, "did not look who claimed name", () -> arbiter.holder("name"));
            assertFails(Kind.OUTCOME_UNKNOWN, "did not give back name", () -> arbiter.release("name", "claim"));
        } finally {
            empty.dispose();
        }
    }

    @Test
    void whereThereIsNoConnectionNothingWasClaimed() {
        JdbcConnectionPool wrong = JdbcConnectionPool.create(address, "weft", "wrong");
        try {
            assertFails(
                    Kind.UNAVAILABLE,
                    "did not claim name (SQLSTATE 28000",
                    () -> JdbcCommitArbiter.of(wrong).claim("name", "claim"));
        } finally {
            wrong.dispose();
        }
    }

    private static void assertFails(Kind kind, String message, ThrowingCallable call) {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(call)
                .withMessageContaining(message)
                .withMessageNotContaining(PASSWORD)
                .satisfies(e -> assertThat(e.kind()).isEqualTo(kind));
    }
}
