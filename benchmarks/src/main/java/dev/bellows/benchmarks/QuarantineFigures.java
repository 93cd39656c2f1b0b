package dev.bellows.benchmarks;

import dev.bellows.Bellows;
import dev.bellows.model.Settings;
import dev.bellows.model.Timeouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.postgresql.ds.PGSimpleDataSource;

/** Measures how long others wait while a large table, or a column of one, goes to quarantine and comes back: prints it. */
public final class QuarantineFigures {
    private static final String SCHEMA = "bellows_figures";
    private static final long ROWS_PER_GIGABYTE = 1_000_000;

    /** Of random letters, so that nothing is compressed: with its row's head a table of about 1 kB a row. */
    private static final String BODY =
            "(SELECT string_agg(md5(i::text || n::text), '') FROM generate_series(1, 29) AS n)";

    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private final Path folder;

    private QuarantineFigures() throws IOException {
        dataSource.setUrl(System.getenv("DATABASE_URL"));
        dataSource.setUser(System.getenv("DATABASE_USER"));
        dataSource.setPassword(System.getenv("DATABASE_PASSWORD"));
        dataSource.setApplicationName("bellows figures");
        dataSource.setCurrentSchema(SCHEMA);
        folder = Files.createTempDirectory("figures");
    }

    /** Measures; a database that cannot be reached ends it with the driver's message. */
    public static void main(String[] arguments) throws Exception {
        long gigabytes = arguments.length > 0 ? Long.parseLong(arguments[0]) : 10;
        long rows = arguments.length > 1 ? Long.parseLong(arguments[1]) : 10_000_000;
        QuarantineFigures figures = new QuarantineFigures();
        figures.remove();
        try {
            figures.sql("CREATE SCHEMA " + SCHEMA);
            if (gigabytes > 0) {
                figures.table(gigabytes * ROWS_PER_GIGABYTE);
            }
            if (rows > 0) {
                figures.column(rows);
            }
        } finally {
            figures.remove();
        }
    }

    private void table(long rows) throws Exception {
        write("1_events.sql", """
                CREATE TABLE customers (id bigint PRIMARY KEY, name text);
                CREATE TABLE events (id bigint PRIMARY KEY, customer bigint REFERENCES customers, at timestamptz, body text);
                CREATE INDEX events_customer ON events (customer);
                CREATE INDEX events_at ON events (at);
                """);
        bellows().applyWithoutLease();
        sql("INSERT INTO customers SELECT i, 'name' FROM generate_series(1, 1000) AS i");
        sql("INSERT INTO events SELECT i, i % 1000 + 1, now(), " + BODY + " FROM generate_series(1, " + rows
                + ") AS i");
        sql("ANALYZE events");
        System.out.println("a table of " + value("SELECT pg_size_pretty(pg_total_relation_size('events'))") + ", "
                + rows + " rows, three indexes, a foreign key:");
        write("2_drop.sql", "-- bellows:phase contract\nDROP TABLE events;\n");
        Map<String, String> others = Map.of(
                "a reader", "SELECT body FROM events WHERE id = ?",
                "a writer", "UPDATE events SET at = now() WHERE id = ?",
                "a writer of the table that it refers to", "UPDATE customers SET name = 'new' WHERE id = ? % 1000 + 1");
        both("events", others, rows);
        sql("DROP TABLE events, customers");
    }

    private void column(long rows) throws Exception {
        write("3_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text, total bigint);\n");
        bellows().applyWithoutLease();
        sql("INSERT INTO orders SELECT i, md5(i::text), i FROM generate_series(1, " + rows + ") AS i");
        sql("ANALYZE orders");
        System.out.println("a column of a table of " + value("SELECT pg_size_pretty(pg_total_relation_size('orders'))")
                + ", " + rows + " rows:");
        write("4_drop.sql", "-- bellows:phase contract\nALTER TABLE orders DROP COLUMN note;\n");
        both(
                "orders.note",
                Map.of(
                        "a reader", "SELECT total FROM orders WHERE id = ?",
                        "a writer", "UPDATE orders SET total = total + 1 WHERE id = ?"),
                rows);
    }

    private void both(String what, Map<String, String> others, long rows) throws Exception {
        try (Waits waits = new Waits(dataSource, others, rows)) {
            Thread.sleep(5_000);
            System.out.println("  before anything happens: " + text(waits.longest()));
            long began = System.nanoTime();
            if (!bellows()
                    .attest("nobody else is here")
                    .applyWithoutLease()
                    .held()
                    .isEmpty()) {
                throw new IllegalStateException("the gate was held, so that nothing is measured");
            }
            print("goes", began, waits);
            began = System.nanoTime();
            patient().restore(SCHEMA + "." + what);
            print("comes back", began, waits);
        }
    }

    private static void print(String what, long began, Waits waits) {
        System.out.printf(
                "  it %s: %.2f s from the call to its return; longest waits: %s%n",
                what, (System.nanoTime() - began) / 1e9, text(waits.longest()));
    }

    private static String text(Map<String, Double> longest) {
        return longest.entrySet().stream()
                .map(each -> "%s %.0f ms".formatted(each.getKey(), each.getValue()))
                .collect(Collectors.joining(", "));
    }

    private Bellows bellows() {
        return Bellows.on(dataSource).schema(SCHEMA).migrations(folder.toString());
    }

    /** A large column's values are put back only where that is allowed to take as long as it takes. */
    private Bellows patient() {
        Timeouts timeouts = Timeouts.DEFAULT.withMaxBlocking(Duration.ZERO);
        return Bellows.on(dataSource)
                .settings(Settings.DEFAULT.change().timeouts(timeouts).build())
                .schema(SCHEMA)
                .migrations(folder.toString());
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private void remove() throws SQLException {
        sql("""
                DO $$ DECLARE name text; BEGIN
                    FOR name IN SELECT nspname FROM pg_namespace WHERE nspname ~ '^(bellows_q_[0-9_]+_)?bellows_figures$' LOOP
                        EXECUTE format('DROP SCHEMA %I CASCADE', name);
                    END LOOP;
                END $$""");
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String value(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
