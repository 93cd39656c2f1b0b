package dev.bellows.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Bellows;
import dev.bellows.benchmarks.GateHolds.Span;
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
import java.util.concurrent.locks.LockSupport;
import org.postgresql.ds.PGSimpleDataSource;

/** Measures what the gate costs a database and the instances that start: prints its figures. */
public final class GateFigures {
    private static final String SCHEMA = "bellows_figures";
    private static final int LEASES = 1_000;
    private static final String SHIPS = "ARRAY(SELECT v::text FROM generate_series(1, 260) AS v UNION ALL"
            + " SELECT v::text FROM generate_series(1001, 1240) AS v)";
    private static final int LOOKS = 50;
    private static final int OPENINGS = 230;
    private static final int WARM_UP = 30;
    private static final int LEASE_SECONDS = 120;

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

    /**
     * How long a gate's row is held while a gate is opened, and how much longer than otherwise a new instance takes that enters
     * meanwhile.
     */
    private void stalls() throws Exception {
        List<Double> calm = new ArrayList<>();
        try (Connection connection = dataSource.getConnection()) {
            for (int i = 0; i < 400; i++) {
                calm.add(enter(connection, i % 100));
            }
        }
        calm.subList(0, 200).clear();
        AtomicBoolean over = new AtomicBoolean();
        List<Span> entered = Collections.synchronizedList(new ArrayList<>());
        Thread starting = new Thread(() -> enterAgainAndAgain(over, entered));
        starting.start();
        GateHolds holds = new GateHolds();
        for (int i = 1; i <= OPENINGS; i++) {
            Files.writeString(contract(i), "-- bellows:phase contract\nALTER TABLE orders DROP COLUMN IF EXISTS c;\n");
            Bellows bellows = Bellows.on(holds.of(dataSource)).schema(SCHEMA).migrations(folder.toString());
            if (!bellows.applyWithoutLease().held().isEmpty()) {
                throw new IllegalStateException("a gate was held, so that nothing is measured");
            }
        }
        over.set(true);
        starting.join();
        // The first ones are the virtual machine's to warm up.
        List<Span> held = holds.spans().subList(WARM_UP, holds.spans().size());
        List<Span> met = entered.stream()
                .filter(each -> held.stream().anyMatch(each::overlaps))
                .toList();
        double usual = median(calm);
        print("the gate's row is held while a gate is opened, UPDATE to COMMIT", millis(held));
        print("an instance enters while nothing happens", calm);
        print("an instance enters while a gate is being opened", millis(met));
        print(
                "its stall: that less " + String.format("%.1f ms", usual),
                millis(met).stream().map(each -> each - usual).toList());
    }

    private static List<Double> millis(List<Span> spans) {
        return spans.stream().map(Span::millis).toList();
    }

    private static double median(List<Double> millis) {
        return millis.stream().sorted().skip(millis.size() / 2).findFirst().orElseThrow();
    }

    /** With a pause, so that the machine is not busy with nothing else. */
    private void enterAgainAndAgain(AtomicBoolean over, List<Span> entered) {
        try (Connection connection = dataSource.getConnection()) {
            for (int i = 0; !over.get(); i++) {
                long began = System.nanoTime();
                double unused = enter(connection, i % 100);
                entered.add(new Span(began, System.nanoTime()));
                LockSupport.parkNanos(500_000);
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
                        .apply()) {
            long before = written();
            Thread.sleep(LEASE_SECONDS * 1000L);
            System.out.printf(
                    "a lease of %d s (the default) in %d s: %d rows written, those of its first sessions included; one each %.1f s%n",
                    GateSettings.DEFAULT.lifetime().toSeconds(),
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
