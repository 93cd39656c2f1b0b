package dev.bellows.cli.connect;

import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Connects as libpq does: server by server, each of a name's addresses, TLS as sslmode says, until one is what
 * target_session_attrs asks for. The driver gets one address at a time. After an answer that says no (a wrong password, say)
 * no further server is tried; after silence the next one is.
 */
final class Connector implements DataSource {

    private final Target target;

    Connector(Target target) {
        this.target = target;
    }

    @Override
    public Connection getConnection() throws SQLException {
        List<Server> servers = new ArrayList<>(target.servers());
        if (target.random()) {
            Collections.shuffle(servers);
        }
        Failures failures = new Failures(target);
        for (Wanted wanted : target.wanted().passes()) {
            for (Server server : servers) {
                @Nullable Connection found = connect(server, wanted, failures);
                if (found != null) {
                    return found;
                }
            }
        }
        throw failures.all();
    }

    private @Nullable Connection connect(Server server, Wanted wanted, Failures failures) throws SQLException {
        if (server.socket().isPresent()) {
            return connect(server, null, wanted, failures);
        }
        for (String address : addresses(server, failures)) {
            @Nullable Connection found = connect(server, address, wanted, failures);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private List<String> addresses(Server server, Failures failures) {
        if (server.address() != null) {
            return List.of(server.address());
        }
        try {
            List<String> all = new ArrayList<>();
            for (InetAddress address : InetAddress.getAllByName(server.host())) {
                all.add(address.getHostAddress());
            }
            if (target.random()) {
                Collections.shuffle(all);
            }
            return all;
        } catch (UnknownHostException e) {
            failures.add(server, null, "", new SQLException(e.getMessage(), "08001", e));
            return List.of();
        }
    }

    /** One address, with and without TLS as far as sslmode allows both. */
    private @Nullable Connection connect(Server server, @Nullable String address, Wanted wanted, Failures failures)
            throws SQLException {
        List<String> steps = target.tls().steps(server);
        for (String step : steps) {
            try {
                Connection connection = DriverManager.getConnection(url(server), properties(server, address, step));
                return fitting(connection, server, address, wanted, failures);
            } catch (SQLException e) {
                boolean last = step.equals(steps.get(steps.size() - 1));
                if (!last && Explanation.isNoTls(e)) {
                    continue; // as sslmode allows
                }
                failures.add(server, address, step, e);
                if (last || !Failures.mayDependOnTls(e, step)) {
                    if (Failures.isSilence(e)) {
                        return null;
                    }
                    throw failures.all();
                }
            }
        }
        return null;
    }

    /** The connection if its server is what is wanted; it is closed otherwise. */
    private static @Nullable Connection fitting(
            Connection connection, Server server, @Nullable String address, Wanted wanted, Failures failures)
            throws SQLException {
        if (wanted == Wanted.ANY) {
            return connection;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT pg_catalog.pg_is_in_recovery(),"
                        + " pg_catalog.current_setting('transaction_read_only')::boolean")) {
            row.next();
            if (wanted.fits(row.getBoolean(1), row.getBoolean(2))) {
                return connection;
            }
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
        connection.close();
        failures.misfit(server, address, wanted);
        return null;
    }

    private String url(Server server) {
        String host = server.socket().isPresent()
                ? "localhost"
                : Server.bracketed(server.host().isEmpty() ? String.valueOf(server.address()) : server.host());
        return "jdbc:postgresql://" + host + ":" + server.port() + "/";
    }

    private Properties properties(Server server, @Nullable String address, String step) {
        Properties properties = new Properties();
        properties.putAll(target.driver());
        properties.setProperty("PGDBNAME", target.database());
        properties.setProperty("user", target.user());
        // Not null: the driver would look into the password file itself, whatever its permissions.
        properties.setProperty(
                "password", target.password(server).map(Password::text).orElse(""));
        properties.setProperty("loginTimeout", Integer.toString(target.seconds()));
        properties.setProperty("connectTimeout", Integer.toString(target.seconds()));
        target.tls().addTo(properties, step);
        properties.putIfAbsent("socketFactory", RoutedSocketFactory.class.getName());
        server.socket().ifPresent(path -> properties.setProperty(RoutedSocketFactory.SOCKET, path.toString()));
        if (address != null) {
            properties.setProperty(RoutedSocketFactory.ADDRESS, address);
        }
        // The session does nothing behind our back.
        properties.setProperty("autosave", "never");
        properties.setProperty("prepareThreshold", "0");
        properties.setProperty("socketTimeout", "0");
        properties.setProperty("tcpKeepAlive", "true");
        return properties;
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        throw new SQLFeatureNotSupportedException("the user is part of the target");
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return target.seconds();
    }

    @Override
    public Logger getParentLogger() throws SQLFeatureNotSupportedException {
        throw new SQLFeatureNotSupportedException("the driver logs through java.util.logging");
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new SQLException("this is no " + type.getName());
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
