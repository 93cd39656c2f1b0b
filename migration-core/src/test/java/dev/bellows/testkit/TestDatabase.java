package dev.bellows.testkit;

import dev.bellows.Bellows;
import dev.bellows.model.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A database of a test's own, empty at first, with a folder for its migration files; both go when the test ends.
 *
 * <p>Statements that fail throw IllegalStateException with the driver's exception as the cause.
 */
public final class TestDatabase implements AutoCloseable {
    private final TestServer server;
    private final ServerAddress address;
    private final String name;
    private final Path folder;

    TestDatabase(TestServer server, ServerAddress address, String name) {
        this.server = server;
        this.address = address;
        this.name = name;
        try {
            folder = Files.createTempDirectory(name);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    /** The database's name; it needs no quotes in SQL. */
    public String name() {
        return name;
    }

    /** The URL without user and password. */
    public String jdbcUrl() {
        return address.jdbcUrl(name);
    }

    /** A superuser. */
    public String user() {
        return address.user();
    }

    /** The superuser's password; servers that the kit starts take any. */
    public String password() {
        return address.password();
    }

    /** A new data source without a pool: each connection is a new session of the superuser. */
    public PGSimpleDataSource dataSource() {
        return address.dataSource(name);
    }

    /** A new session of the superuser; the caller closes it. */
    public Connection connection() {
        try {
            return dataSource().getConnection();
        } catch (SQLException problem) {
            throw new IllegalStateException("cannot connect to " + jdbcUrl() + ": " + problem.getMessage(), problem);
        }
    }

    /** Executes one or more statements in a session of their own, as one transaction unless they say otherwise. */
    public void sql(String statements) {
        Sql.execute(dataSource(), statements);
    }

    /** The rows of a query, every value as the server writes it in text; null is SQL's NULL. */
    public List<List<@Nullable String>> query(String query) {
        return Sql.query(dataSource(), query);
    }

    /** The only value that a query returns, as text; null is SQL's NULL. */
    public @Nullable String value(String query) {
        List<List<@Nullable String>> rows = query(query);
        if (rows.size() != 1 || rows.get(0).size() != 1) {
            throw new IllegalStateException("one value was expected, these came: " + rows + "\nin: " + query);
        }
        return rows.get(0).get(0);
    }

    /** The names of a table's columns in their order; the table as SQL writes it, with or without its schema. */
    public List<String> columns(String table) {
        String query = "SELECT attname FROM pg_attribute WHERE attrelid = '" + table.replace("'", "''")
                + "'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum";
        return query(query).stream()
                .map(row -> Objects.requireNonNull(row.get(0)))
                .toList();
    }

    /** An existing folder of this database's own, removed with it. */
    public Path folder() {
        return folder;
    }

    /**
     * Writes files into {@link #folder()}: each line {@code -- file: NAME} starts one, which holds the lines up to the
     * next. A file of the same name is replaced, the others stay.
     *
     * @return the folder
     */
    public Path migrations(String files) {
        MigrationFiles.write(folder, files);
        return folder;
    }

    /** Bellows on this database and its folder. */
    public Bellows bellows() {
        return Bellows.on(dataSource()).migrations(folder.toString());
    }

    /** Applies what the folder holds. */
    public Report apply() {
        return bellows().applyWithoutLease();
    }

    /** Applies what the folder holds, contracts too: a test says that nothing old lives where nobody ever took a lease. */
    public Report applyAttested() {
        return bellows().attest("nothing old lives in a test").applyWithoutLease();
    }

    /** Each entry of the ledger in a line: event, version, statements done and total. */
    public List<String> ledger() {
        return query("SELECT concat_ws(' ', event, version, statements_done || '/' || statements_total,"
                        + " CASE WHEN direction = 'down' AND event <> 'reverted' THEN 'down' END, detail)"
                        + " FROM bellows_ledger ORDER BY position")
                .stream()
                .map(row -> Objects.requireNonNull(row.get(0)))
                .toList();
    }

    /** Drops the database, even while sessions use it, and removes the folder; JUnit calls this. */
    @Override
    public void close() {
        try {
            server.drop(name);
        } finally {
            remove(folder);
        }
    }

    /** Removes a folder with all that is in it; what is gone already is no error. */
    static void remove(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> content = Files.walk(folder)) {
            for (Path path : content.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
