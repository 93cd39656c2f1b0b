package dev.bellows.samples.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.bellows.Bellows;
import dev.bellows.gate.Lease;
import dev.bellows.model.BellowsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A notebook over HTTP: GET lists the notes, POST adds one. It serves nothing before the schema is current.
 *
 * <p>Environment: {@code DATABASE_URL} (a JDBC URL), {@code DATABASE_USER}, {@code DATABASE_PASSWORD}, {@code PORT} (0 or
 * left out: any free one).
 */
public final class NotesServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(NotesServer.class);

    private static final String MIGRATIONS = "classpath:db/migrations";

    private final HikariDataSource pool;
    private final Lease lease;
    private final HttpServer http;

    private NotesServer(HikariDataSource pool, Lease lease, HttpServer http) {
        this.pool = pool;
        this.lease = lease;
        this.http = http;
    }

    /** Starts the server; a schema that cannot be made current ends the process with Bellows's exit code. */
    public static void main(String[] arguments) throws IOException {
        try {
            NotesServer server = start();
            LOG.info("serving at port {}", server.http.getAddress().getPort());
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        } catch (BellowsException e) {
            LOG.error("not serving: {}", e.getMessage());
            System.exit(e.exitCode());
        }
    }

    private static NotesServer start() throws IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(System.getenv("DATABASE_URL"));
        config.setUsername(System.getenv("DATABASE_USER"));
        config.setPassword(System.getenv("DATABASE_PASSWORD"));
        config.setMaximumPoolSize(2);
        // Each session says which build it is of.
        config.addDataSourceProperty("ApplicationName", Bellows.sessionName("notes", MIGRATIONS));
        HikariDataSource pool = new HikariDataSource(config);
        try {
            Lease lease = Bellows.on(pool)
                    .migrations(MIGRATIONS)
                    .application("notes")
                    .release("1.0.0")
                    .apply();
            LOG.info(
                    "schema current at {}, {} applied by this instance",
                    lease.report().head(),
                    lease.report().steps().size());
            return serve(pool, lease);
        } catch (IOException | RuntimeException e) {
            pool.close();
            throw e;
        }
    }

    private static NotesServer serve(HikariDataSource pool, Lease lease) throws IOException {
        String port = System.getenv().getOrDefault("PORT", "0");
        HttpServer http =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), Integer.parseInt(port)), 0);
        NotesServer server = new NotesServer(pool, lease, http);
        http.createContext("/", server::answer);
        http.start();
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String answer = exchange.getRequestMethod().equals("POST") ? add(exchange) : list();
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        } catch (SQLException e) {
            LOG.error("the database refused", e);
            exchange.sendResponseHeaders(500, -1);
        }
    }

    private String add(HttpExchange exchange) throws IOException, SQLException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        try (Connection connection = pool.getConnection();
                PreparedStatement insert = connection.prepareStatement("INSERT INTO notes (body) VALUES (?)")) {
            insert.setString(1, body);
            insert.executeUpdate();
        }
        return "noted\n";
    }

    private String list() throws SQLException {
        StringBuilder text = new StringBuilder();
        try (Connection connection = pool.getConnection();
                Statement query = connection.createStatement();
                ResultSet row = query.executeQuery("SELECT body FROM recent_notes")) {
            while (row.next()) {
                text.append(row.getString(1)).append('\n');
            }
        }
        return text.toString();
    }

    @Override
    public void close() {
        http.stop(0);
        lease.close();
        pool.close();
    }
}
