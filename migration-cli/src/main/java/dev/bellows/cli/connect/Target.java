package dev.bellows.cli.connect;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Value;
import dev.bellows.cli.connect.ConnectionUrl.Host;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.AutoSave;

/** Whom to connect to, as whom, from all that is set. */
record Target(
        List<Host> hosts,
        @Nullable String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> properties) {
    private static final int PORT = 5432;
    private static final Host LOCAL = new Host("localhost", PORT);

    Target {
        hosts = List.copyOf(hosts);
        properties = Map.copyOf(properties);
    }

    /**
     * The target of a configuration that names a database.
     *
     * @throws IllegalArgumentException when its parts do not go together
     */
    static Target of(Configuration configuration, Secrets secrets) {
        @Nullable Value value = configuration.value(Key.URL).orElse(null);
        ConnectionUrl url = value == null ? new ConnectionUrl(List.of(), null, null, null, Map.of()) : parsed(value);
        Map<String, String> properties = new LinkedHashMap<>(url.properties());
        configuration.libpq("PGSSLMODE").ifPresent(mode -> {
            UrlParameters.sslMode("PGSSLMODE", mode.text());
            properties.putIfAbsent(DriverProperty.SSL_MODE, mode.text());
        });
        configuration
                .libpq("PGOPTIONS")
                .ifPresent(options -> properties.putIfAbsent(DriverProperty.OPTIONS, options.text()));
        addRole(properties, configuration.text(Key.ROLE));
        @Nullable
        String database = url.database() != null
                ? url.database()
                : configuration.libpq("PGDATABASE").map(Value::text).orElse(null);
        @Nullable String user = nearest(configuration.value(Key.USER), value, url.user());
        Target target =
                new Target(hosts(configuration, url), database, user, password(configuration, value, url), properties);
        target.tell(secrets);
        return target;
    }

    private static ConnectionUrl parsed(Value value) {
        try {
            return ConnectionUrl.parse(value.text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(value.origin() + ": " + e.getMessage(), e);
        }
    }

    static Target embedded(ConnectionUrl url, String user, String password, @Nullable String role) {
        Map<String, String> properties = new LinkedHashMap<>(url.properties());
        addRole(properties, role);
        return new Target(url.hosts(), url.database(), user, password, properties);
    }

    private void tell(Secrets secrets) {
        if (password != null) {
            secrets.add(password);
        }
        for (@Nullable String name : new @Nullable String[] {user, database}) {
            if (name != null) {
                secrets.isPublic(name);
            }
        }
    }

    /** A value of its own, unless the URL holds one and stands closer to the call. */
    private static @Nullable String nearest(Optional<Value> own, @Nullable Value url, @Nullable String inUrl) {
        boolean ownIsCloser = own.isPresent() && (url == null || own.get().asCloseAs(url));
        return ownIsCloser || inUrl == null ? own.map(Value::text).orElse(null) : inUrl;
    }

    private static @Nullable String password(Configuration configuration, @Nullable Value value, ConnectionUrl url) {
        Optional<Value> word = configuration.value(Key.PASSWORD);
        Optional<Value> file = configuration.value(Key.PASSWORD_FILE);
        if (word.isPresent()
                && file.isPresent()
                && word.get().layer() == file.get().layer()) {
            throw new IllegalArgumentException(
                    word.get().origin() + " and " + file.get().origin() + " are both set: keep one of them");
        }
        boolean fileIsCloser = file.isPresent() && (word.isEmpty() || file.get().asCloseAs(word.get()));
        Optional<Value> own = fileIsCloser ? file : word;
        if (url.password() != null
                && value != null
                && (own.isEmpty() || !own.get().asCloseAs(value))) {
            return url.password();
        }
        return fileIsCloser
                ? PasswordFile.read(
                        Path.of(configuration.place(file.get())), file.get().origin())
                : word.map(Value::text).orElse(null);
    }

    private static List<Host> hosts(Configuration configuration, ConnectionUrl url) {
        int port = configuration.libpq("PGPORT").map(Target::port).orElse(PORT);
        List<Host> hosts = new ArrayList<>(url.hosts());
        if (hosts.isEmpty()) {
            configuration.libpq("PGHOST").ifPresent(names -> {
                for (String name : names.text().split(",", -1)) {
                    if (name.startsWith("/") || name.isBlank()) {
                        throw new IllegalArgumentException("PGHOST: "
                                + (name.isBlank() ? "a host's name is empty" : "Unix sockets are not supported")
                                + "; name a host, such as localhost");
                    }
                    hosts.add(new Host(name.strip(), 0));
                }
            });
        }
        if (hosts.isEmpty()) {
            hosts.add(new Host(LOCAL.name(), 0));
        }
        return hosts.stream()
                .map(host ->
                        host.port() == 0 ? new Host(host.name(), url.hosts().isEmpty() ? port : PORT) : host)
                .toList();
    }

    private static int port(Value value) {
        int port = value.text().matches("[0-9]{1,5}") ? Integer.parseInt(value.text()) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("PGPORT: a port is a number from 1 to 65535");
        }
        return port;
    }

    /** Given at start-up, so that RESET ROLE inside a migration returns to it. */
    private static void addRole(Map<String, String> properties, @Nullable String role) {
        if (role != null) {
            // The server splits options at spaces, and a backslash keeps the next character from meaning anything.
            String escaped = role.replaceAll("([\\\\\\s])", "\\\\$1");
            properties.merge(DriverProperty.OPTIONS, "-c role=" + escaped, (before, ours) -> before + " " + ours);
        }
    }

    /** A data source whose sessions do nothing behind our back. */
    DataSource dataSource() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setServerNames(hosts.stream()
                .map(host -> host.name().contains(":") ? "[" + host.name() + "]" : host.name())
                .toArray(String[]::new));
        source.setPortNumbers(hosts.stream().mapToInt(Host::port).toArray());
        if (database != null) {
            source.setDatabaseName(database);
        }
        if (user != null) {
            source.setUser(user);
        }
        if (password != null) {
            source.setPassword(password);
        }
        source.setConnectTimeout(10);
        // A server that accepts and then says nothing; each host may take its turn.
        source.setLoginTimeout(20 + 10 * hosts.size());
        source.setApplicationName("bellows");
        for (Map.Entry<String, String> property : properties.entrySet()) {
            set(source, property.getKey(), property.getValue());
        }
        source.setAutosave(AutoSave.NEVER);
        source.setPrepareThreshold(0);
        source.setSocketTimeout(0);
        source.setTcpKeepAlive(true);
        if (hosts.size() > 1) {
            source.setTargetServerType("primary");
        }
        return source;
    }

    private static void set(PGSimpleDataSource source, String name, String value) {
        try {
            source.setProperty(name, value);
        } catch (SQLException e) {
            throw new IllegalArgumentException("the JDBC driver does not take the URL's " + name, e);
        }
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + hosts + "/" + database;
    }
}
