package dev.bellows.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Bellows;
import dev.bellows.gate.Lease;
import dev.bellows.model.GateSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.ds.PGSimpleDataSource;

/** Measures what the gate costs a database and the instances that start: prints its figures. */
public final class GateFigures {
    private static final String SCHEMA = "bellows_figures";
    private static final int LEASES = 1_000;
    private static final String SHIPS = "ARRAY(SELECT v::text FROM generate_series(1, 260) AS v UNION ALL"
            + " SELECT v::text FROM generate_series(1001, 1040) AS v)";
    private static final int LOOKS = 50;
    private static final int OPENINGS = 40;
    private static final int LEASE_SECONDS = 60;

    private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
    private final Path folder;

    private GateFigures() throws IOException {
        dataSource.setUrl(System.getenv("DATABASE_URL"));
        dataSource.setUser(System.getenv("DATABASE_USER"));
        dataSource.setPassword(System.getenv("DATABASE_PASSWORD"));
        dataSource.setApplicationName("bellows figures");
        folder = Files.createTempDirectory("figures");
    }

    /** Measures; a database that cannot be reached ends it with the driver's message. */
    public static void main(String[] arguments) throws Exception {
        GateFigures figures = new GateFigures();
        try {
            figures.prepare();
            figures.looks();
            figures.stalls();
            figures.writes();
        } finally {
            figures.sql("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE");
        }
    }

    private void prepare() throws IOException, SQLException {
        sql("DROP SCHEMA IF EXISTS " + SCHEMA + " CASCADE; CREATE SCHEMA " + SCHEMA);
        Files.writeString(folder.resolve("1_orders.sql"), "CREATE TABLE orders (id bigint PRIMARY KEY);\n");
        bellows().applyWithoutLease();
        sql("SELECT " + SCHEMA + ".bellows_enter('instance ' || i, 'api', " + SHIPS
                + ", '1.0.0', 'host', '1 hour', true) FROM generate_series(1, " + LEASES + ") AS i");
    }

    private Bellows bellows() {
        return Bellows.on(dataSource).schema(SCHEMA).migrations(folder.toString());
    }

    /** With a thousand leases: how long a gate takes to answer, its session and the ledger's check included. */
    private void looks() throws IOException {
        Files.writeString(contract(1), "-- bellows:phase contract\nALTER TABLE orders DROP COLUMN IF EXISTS c;\n");
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < LOOKS; i++) {
            long began = System.nanoTime();
            List<?> unused = bellows().gates();
            millis.add((System.nanoTime() - began) / 1e6);
        }
        print("gate answers with " + LEASES + " live leases, connecting included", millis);
    }

    private Path contract(int number) {
        return folder.resolve((1000 + number) + "_contract.sql");
    }

    /** How long new instances need to enter while gates are opened one after the other, and while none is. */
    private void stalls() throws Exception {
        List<Double> calm = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            for (int i = 0; i < 200; i++) {
                calm.add(enter(connection, i));
            }
        }
        AtomicBoolean over = new AtomicBoolean();
        List<Double> busy = Collections.synchronizedList(new ArrayList<>());
        List<Thread> starting = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
            int number = thread;
            starting.add(new Thread(() -> enterAgainAndAgain(over, busy, number)));
        }
        starting.forEach(Thread::start);
        for (int i = 1; i <= OPENINGS; i++) {
            Files.writeString(contract(i), "-- bellows:phase contract\nALTER TABLE orders DROP COLUMN IF EXISTS c;\n");
            int held = bellows().applyWithoutLease().held().size();
            if (held != 0) {
                throw new IllegalStateException("a gate was held, so that nothing is measured");
            }
        }
        over.set(true);
        for (Thread thread : starting) {
            thread.join();
        }
        print("an instance enters while nothing happens", calm);
        print("an instance enters while " + OPENINGS + " gates are opened", busy);
    }

    private void enterAgainAndAgain(AtomicBoolean over, List<Double> millis, int thread) {
        try (Connection connection = dataSource.getConnection()) {
            for (int i = 0; !over.get(); i++) {
                millis.add(enter(connection, thread * 1000 + i % 100));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double enter(Connection connection, int number) throws SQLException {
        long began = System.nanoTime();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "SELECT " + SCHEMA + ".bellows_enter('new " + number + "', 'api', " + SHIPS + ", '1.1.0')");
        }
        return (System.nanoTime() - began) / 1e6;
    }

    /** What a lease writes while it lasts. */
    private void writes() throws Exception {
        sql("DELETE FROM " + SCHEMA + ".bellows_lease");
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(2);
        try (HikariDataSource pool = new HikariDataSource(config);
                Lease lease = Bellows.on(pool)
                        .schema(SCHEMA)
                        .migrations(folder.toString())
                        .gate(GateSettings.DEFAULT.lasting(GateSettings.SHORTEST_LIFETIME))
                        .apply()) {
            long before = written();
            Thread.sleep(LEASE_SECONDS * 1000L);
            System.out.printf(
                    "a lease of %d s (the shortest) in %d s: %d rows written, one each %.1f s%n",
                    GateSettings.SHORTEST_LIFETIME.toSeconds(),
                    LEASE_SECONDS,
                    written() - before,
                    (double) LEASE_SECONDS / Math.max(1, written() - before));
            if (lease.overtaken()) {
                throw new IllegalStateException("the lease did not last");
            }
        }
    }

    private long written() throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            // A backend tells what it wrote when it is idle, at the latest after a second.
            statement.execute("SELECT pg_sleep(1.5)");
            try (ResultSet row = statement.executeQuery("SELECT sum(n_tup_ins + n_tup_upd + n_tup_del)::bigint FROM"
                    + " pg_stat_user_tables WHERE schemaname = '" + SCHEMA + "'")) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static void print(String what, List<Double> millis) {
        List<Double> sorted = new ArrayList<>(millis);
        Collections.sort(sorted);
        System.out.printf(
                "%s: median %.1f ms, 99 %% %.1f ms, longest %.1f ms (%d times)%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get((int) (sorted.size() * 0.99)),
                sorted.get(sorted.size() - 1),
                sorted.size());
    }

    private void sql(String statements) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(statements);
        }
    }
}
