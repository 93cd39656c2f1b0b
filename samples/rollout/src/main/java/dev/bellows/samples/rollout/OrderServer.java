package dev.bellows.samples.rollout;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Bellows;
import dev.bellows.gate.Lease;
import dev.bellows.model.BellowsException;
import dev.bellows.model.GateSettings;
import dev.bellows.model.Progress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes orders over HTTP: POST adds one with its total in cents, GET tells how many there are and their sum. Release 1.0.0
 * keeps the total as a decimal number, release 1.1.0 in cents.
 *
 * <p>Arguments: the release. Environment: {@code DATABASE_URL} (a JDBC URL), {@code DATABASE_USER}, {@code
 * DATABASE_PASSWORD}; {@code ADDRESS} and {@code PORT}, where it listens (left out: only this machine, any free port);
 * {@code MIGRATED_BY}: with {@code job} it applies nothing itself, and does not serve before a job has. Asked to end by a
 * signal, it answers the requests that it has taken first.
 */
public final class OrderServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OrderServer.class);
    private static final String APPLICATION = "orders";
    private static final int THREADS = 4;

    private final Release release;
    private final HikariDataSource pool;
    private final Lease lease;
    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

    private OrderServer(Release release, HikariDataSource pool, Lease lease) throws IOException {
        this.release = release;
        this.pool = pool;
        this.lease = lease;
        this.http = HttpServer.create(address(), 0);
        http.createContext("/", this::answer);
        http.setExecutor(threads);
        http.start();
    }

    private static InetSocketAddress address() throws IOException {
        String address = System.getenv("ADDRESS");
        int port = Integer.parseInt(System.getenv().getOrDefault("PORT", "0"));
        return new InetSocketAddress(
                address == null ? InetAddress.getLoopbackAddress() : InetAddress.getByName(address), port);
    }

    /** Starts the server; a schema that it cannot serve on ends the process with Bellows's exit code. */
    public static void main(String[] arguments) throws IOException {
        try {
            OrderServer server = start(Release.of(arguments[0]));
            LOG.info("serving at port {}", server.http.getAddress().getPort());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        } catch (BellowsException e) {
            LOG.error("not serving: {}", e.getMessage());
            System.exit(e.exitCode());
        }
    }

    private static OrderServer start(Release release) throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(System.getenv("DATABASE_URL"));
        config.setUsername(System.getenv("DATABASE_USER"));
        config.setPassword(System.getenv("DATABASE_PASSWORD"));
        config.setMaximumPoolSize(THREADS);
        // Each session says which build it is of.
        config.addDataSourceProperty("ApplicationName", Bellows.sessionName(APPLICATION, release.migrations()));
        HikariDataSource pool = new HikariDataSource(config);
        try {
            Bellows bellows = Bellows.on(pool)
                    .migrations(release.migrations())
                    .gate(GateSettings.DEFAULT.of(APPLICATION).lasting(GateSettings.SHORTEST_LIFETIME))
                    .release(release.version())
                    .listener(OrderServer::hear);
            boolean byJob = "job".equals(System.getenv("MIGRATED_BY"));
            Lease lease = byJob ? bellows.validate() : bellows.apply();
            return new OrderServer(release, pool, lease);
        } catch (IOException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static void hear(Progress happened) {
        if (happened instanceof Progress.GateHeld held) {
            held.holders()
                    .forEach(holder ->
                            LOG.info("{} is held by {}", held.migration().label(), holder));
        } else if (happened instanceof Progress.StepFinished finished) {
            LOG.info("{} {}", finished.result().version(), finished.result().outcome());
        } else if (happened instanceof Progress.Overtaken overtaken) {
            LOG.error("{}", overtaken.why());
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String answer = exchange.getRequestMethod().equals("POST") ? add(exchange) : sum();
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (SQLException e) {
            LOG.error("the database refused", e);
            exchange.sendResponseHeaders(500, -1);
        }
    }

    private String add(HttpExchange exchange) throws IOException, SQLException {
        long cents = Long.parseLong(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement(release.insert())) {
            insert.setLong(1, cents);
            insert.executeUpdate();
        }
        return "taken\n";
    }

    private String sum() throws SQLException {
        try (Connection connection = pool.getConnection();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery(release.sum())) {
            row.next();
            return row.getLong(1) + " orders, " + row.getLong(2) + " cents\n";
        }
    }

    /** Takes no more requests, ends those that it took, then the lease and the pool. */
    @Override
    public void close() {
        http.stop((int) Duration.ofSeconds(1).toSeconds());
        threads.shutdown();
        lease.close();
        pool.close();
    }
}
