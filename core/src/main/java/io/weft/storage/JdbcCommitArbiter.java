package io.weft.storage;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import com.google.errorprone.annotations.CheckReturnValue;
import io.weft.internal.hash.Sha256;
import io.weft.spi.storage.CommitArbiter;
import io.weft.spi.storage.StorageException;
import io.weft.spi.storage.StorageException.Kind;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * An arbiter in a database: the primary key of a table lets one of many writers insert a row. Any database with JDBC will do that
 * keeps what it committed. One row an object, which goes when the object does. Thread-safe if the source of connections is.
 *
 * <p>The table is {@link #TABLE}, or what {@link #createTable()} makes:
 *
 * <pre>{@code
 * CREATE TABLE weft_claims (id CHAR(64) PRIMARY KEY, name VARCHAR(2000) NOT NULL, claim VARCHAR(200) NOT NULL)
 * }</pre>
 */
@CheckReturnValue
public final class JdbcCommitArbiter implements CommitArbiter {
    /** The name of the table. */
    public static final String TABLE = "weft_claims";

    private static final String CREATE = "CREATE TABLE " + TABLE
            + " (id CHAR(64) PRIMARY KEY, name VARCHAR(2000) NOT NULL, claim VARCHAR(200) NOT NULL)";
    private static final String INSERT = "INSERT INTO " + TABLE + " (id, name, claim) VALUES (?, ?, ?)";
    private static final String SELECT = "SELECT claim FROM " + TABLE + " WHERE id = ?";
    private static final String DELETE = "DELETE FROM " + TABLE + " WHERE id = ? AND claim = ?";

    private static final int MOST_ATTEMPTS = 100;

    private final DataSource database;

    private JdbcCommitArbiter(DataSource database) {
        this.database = database;
    }

    /**
     * Takes a database as the arbiter. The table must be there.
     *
     * @param database where connections come from; a pool, since each claim takes one. The user needs to select, insert and delete
     * @return the arbiter
     */
    public static JdbcCommitArbiter of(DataSource database) {
        return new JdbcCommitArbiter(database);
    }

    /**
     * Makes the table. Fails if it is there.
     *
     * @return this arbiter
     * @throws StorageException {@code FAILED} with what the database said
     */
    public JdbcCommitArbiter createTable() {
        return with("create the table", Kind.FAILED, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.executeUpdate(CREATE);
                return this;
            }
        });
    }

    @Override
    public String claim(String name, String claim) {
        return with("claim " + name, Kind.OUTCOME_UNKNOWN, connection -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    update(connection, INSERT, idOf(name), name, claim);
                    return claim;
                } catch (SQLException e) {
                    // Databases do not agree on how they tell that a key is taken; so look who has it.
                    Optional<String> holder = select(connection, name);
                    if (holder.isPresent()) {
                        return holder.get();
                    }
                    // It may have been given back in between.
                    if (attempt == MOST_ATTEMPTS) {
                        throw e;
                    }
                }
            }
        });
    }

    @Override
    public Optional<String> holder(String name) {
        return with("look who claimed " + name, Kind.UNAVAILABLE, connection -> select(connection, name));
    }

    @Override
    public void release(String name, String claim) {
        int ignored = with(
                "give back " + name, Kind.OUTCOME_UNKNOWN, connection -> update(connection, DELETE, idOf(name), claim));
    }

    /** The same for every database, however it compares text: some take no notice of case, or of spaces at the end. */
    private static String idOf(String name) {
        return Sha256.of(name.getBytes(StandardCharsets.UTF_8));
    }

    @CanIgnoreReturnValue
    private static int update(Connection connection, String sql, String... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setString(i + 1, values[i]);
            }
            return statement.executeUpdate();
        }
    }

    private static Optional<String> select(Connection connection, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setString(1, idOf(name));
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? Optional.of(found.getString(1)) : Optional.empty();
            }
        }
    }

    /** What is done with a connection. */
    private interface Work<T> {
        T with(Connection connection) throws SQLException;
    }

    private <T> T with(String action, Kind ifItFails, Work<T> work) {
        Connection open;
        try {
            open = database.getConnection();
        } catch (SQLException e) {
            throw failed(Kind.UNAVAILABLE, action, e);
        }
        try (Connection connection = open) {
            // Each statement for itself: what it did is done and seen by all when it returns.
            connection.setAutoCommit(true);
            return work.with(connection);
        } catch (SQLException e) {
            throw failed(ifItFails, action, e);
        }
    }

    /** What the driver says may hold the address of the database, with a password in it; so only its code is repeated. */
    private static StorageException failed(Kind kind, String action, SQLException e) {
        return new StorageException(
                kind,
                "the database of claims did not " + action + " (SQLSTATE " + e.getSQLState() + ", code "
                        + e.getErrorCode() + "). Look at the cause, at the rights of its user, and whether the table "
                        + TABLE + " is there",
                e);
    }
}
