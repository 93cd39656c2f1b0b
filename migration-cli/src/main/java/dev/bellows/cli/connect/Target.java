package dev.bellows.cli.connect;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whom to connect to, as whom, from all that is set.
 *
 * @param servers in the order in which they are named
 * @param password for all servers; null to look into the password file for each
 * @param wanted which of several servers: target_session_attrs
 * @param random whether the servers are tried in an order by chance
 * @param seconds how long a server may take to answer; 0 without limit
 * @param driver further properties of the driver
 * @param given all parameters that somebody gave, user and database also where nobody did
 * @param notices what a user should know before it is used
 */
record Target(
        List<Server> servers,
        String database,
        String user,
        @Nullable Password password,
        Passfile passfile,
        Tls tls,
        Wanted wanted,
        boolean random,
        int seconds,
        Map<String, String> driver,
        Map<Parameter, Value> given,
        List<String> notices) {
    /** libpq waits without limit unless asked; a deploy that hangs tells nobody anything. */
    static final int SECONDS = 30;

    Target {
        servers = List.copyOf(servers);
        driver = Map.copyOf(driver);
        given = Map.copyOf(given);
        notices = List.copyOf(notices);
    }

    /**
     * The target of a configuration that names a database.
     *
     * @param problems hears of each value that cannot be used
     * @throws IllegalArgumentException when the parts do not go together
     */
    static Target of(Configuration configuration, Secrets secrets, Consumer<String> problems) {
        return new TargetReader(configuration, secrets, problems).target();
    }

    /** A server of our own. */
    static Target embedded(String jdbcUrl, String user, String password, @Nullable String role) {
        ConnectionString url = ConnectionString.parse(jdbcUrl);
        Map<String, String> driver = new TreeMap<>();
        addRole(driver, role);
        return new Target(
                List.of(new Server(
                        url.parameters().getOrDefault(Parameter.HOST, "localhost"),
                        null,
                        Integer.parseInt(url.parameters().getOrDefault(Parameter.PORT, String.valueOf(Server.PORT))))),
                url.parameters().getOrDefault(Parameter.DBNAME, user),
                user,
                new Password(password, "the embedded server"),
                new Passfile("", List.of(), Optional.empty()),
                new Tls("disable", Map.of(), false, List.of()),
                Wanted.ANY,
                false,
                SECONDS,
                driver,
                Map.of(),
                List.of());
    }

    /** Another database of the same servers. */
    Target to(String other) {
        return new Target(
                servers, other, user, password, passfile, tls, wanted, random, seconds, driver, given, notices);
    }

    /** The same as the variables of libpq's programs; what a file of passwords holds is left to them. */
    Map<String, String> libpq() {
        Map<String, String> variables = new TreeMap<>();
        given.forEach((parameter, value) ->
                parameter.variable().ifPresent(variable -> variables.put(variable, value.text())));
        // It has been looked up, and what it says is here.
        Parameter.SERVICE.variable().ifPresent(variables::remove);
        Parameter.SERVICEFILE.variable().ifPresent(variables::remove);
        variables.put("PGHOST", servers.stream().map(Server::host).collect(Collectors.joining(",")));
        variables.put(
                "PGPORT",
                servers.stream().map(server -> String.valueOf(server.port())).collect(Collectors.joining(",")));
        variables.put("PGDATABASE", database);
        variables.put("PGUSER", user);
        password(servers.get(0)).ifPresent(found -> variables.put("PGPASSWORD", found.text()));
        if (driver.containsKey(DriverProperty.OPTIONS)) {
            variables.put("PGOPTIONS", String.valueOf(driver.get(DriverProperty.OPTIONS)));
        }
        return variables;
    }

    /** Given at start-up, so that RESET ROLE inside a migration returns to it. */
    static void addRole(Map<String, String> driver, @Nullable String role) {
        if (role != null) {
            // The server splits options at spaces, and a backslash keeps the next character from meaning anything.
            String escaped = role.replaceAll("([\\\\\\s])", "\\\\$1");
            driver.merge(DriverProperty.OPTIONS, "-c role=" + escaped, (before, ours) -> before + " " + ours);
        }
    }

    /** The password for a server, which the password file may know. */
    Optional<Password> password(Server server) {
        return Optional.ofNullable(password)
                .or(() -> passfile.find(server.forPasswords(), server.port(), database, user));
    }

    /** Who gave a parameter: {@code PGHOST}, or the default. */
    String from(Parameter parameter) {
        boolean address = parameter == Parameter.HOST && !given.containsKey(Parameter.HOST);
        @Nullable Value value = given.get(address ? Parameter.HOSTADDR : parameter);
        return value == null ? "the default" : value.origin();
    }

    /** {@code user@host:port/database}. */
    String shown(Server server) {
        return user + "@" + server + "/" + database;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return user + "@" + servers + "/" + database;
    }
}
