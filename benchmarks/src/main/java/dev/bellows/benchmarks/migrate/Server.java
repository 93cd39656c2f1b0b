package dev.bellows.benchmarks.migrate;

import java.io.IOException;
import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The server that all are measured on: {@code DATABASE_URL}, {@code DATABASE_USER} (who may create databases), {@code DATABASE_PASSWORD}. */
final class Server {
    private static final int DEFAULT_PORT = 5_432;

    private final URI uri;
    private final @Nullable String user = System.getenv("DATABASE_USER");
    private final @Nullable String password = System.getenv("DATABASE_PASSWORD");
    private int databases;

    Server() {
        String url = Objects.requireNonNull(
                System.getenv("DATABASE_URL"), "set DATABASE_URL, as in jdbc:postgresql://localhost:5432/postgres");
        this.uri = URI.create(url.substring("jdbc:".length()));
    }

    String host() {
        return uri.getHost();
    }

    int port() {
        return uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    }

    String version() throws SQLException {
        try (Connection connection =
                        dataSource(url(uri.getPath().substring(1), port())).getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW server_version")) {
            row.next();
            return row.getString(1);
        }
    }

    /** An empty database, which goes when it is closed. */
    Database newDatabase() throws SQLException {
        Database database =
                new Database("bellows_figures_" + ProcessHandle.current().pid() + "_" + ++databases);
        maintenance("CREATE DATABASE " + database.name);
        return database;
    }

    private void maintenance(String sql) throws SQLException {
        execute(url(uri.getPath().substring(1), port()), sql);
    }

    private void execute(String url, String sql) throws SQLException {
        try (Connection connection = dataSource(url).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private PGSimpleDataSource dataSource(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    private String url(String database, int port) {
        return "jdbc:postgresql://" + host() + ":" + port + "/" + database;
    }

    /** One that a measurement has for itself. */
    final class Database implements AutoCloseable {
        private final String name;

        private Database(String name) {
            this.name = name;
        }

        String url() {
            return Server.this.url(name, port());
        }

        /** Likewise through a proxy. */
        String url(Proxy proxy) {
            return "jdbc:postgresql://127.0.0.1:" + proxy.port() + "/" + name;
        }

        PGSimpleDataSource dataSource() {
            return Server.this.dataSource(url());
        }

        Proxy proxy(Duration more) throws IOException {
            return new Proxy(host(), port(), more);
        }

        void execute(String sql) throws SQLException {
            Server.this.execute(url(), sql);
        }

        /** For psql. */
        Map<String, String> environment(int port) {
            return Map.of(
                    "PGHOST", port == port() ? host() : "127.0.0.1",
                    "PGPORT", String.valueOf(port),
                    "PGDATABASE", name,
                    "PGUSER", user == null ? "" : user,
                    "PGPASSWORD", password == null ? "" : password);
        }

        @Override
        public void close() throws SQLException {
            maintenance("DROP DATABASE " + name + " WITH (FORCE)");
        }
    }
}
