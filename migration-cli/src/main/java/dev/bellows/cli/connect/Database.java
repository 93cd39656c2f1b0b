package dev.bellows.cli.connect;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Layer;
import dev.bellows.cli.config.Problems;
import dev.bellows.cli.config.Value;
import dev.bellows.cli.embedded.EmbeddedServer;
import dev.bellows.cli.embedded.EmbeddedServerException;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.InterruptedRunException;
import dev.bellows.model.Report;
import dev.bellows.model.UnreachableException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/** The database of a call; closing it leaves the embedded server, if that is what it is. */
public final class Database implements AutoCloseable {
    private static final List<String> NAMING = List.of("PGSERVICE", "PGHOST", "PGHOSTADDR", "PGDATABASE");

    private final Target target;
    private final DataSource source;
    private final @Nullable EmbeddedServer server;

    private Database(Target target, @Nullable EmbeddedServer server) {
        this.target = target;
        this.source = new Connector(target);
        this.server = server;
    }

    /**
     * Another database of the same server.
     *
     * @param libpq how libpq's programs connect to it, by their variables
     */
    public record Beside(DataSource source, Map<String, String> libpq) {
        public Beside {
            libpq = Map.copyOf(libpq);
        }
    }

    /** Another database of the same server, which need not be there yet. */
    public Beside beside(String name) {
        Target other = target.to(name);
        return new Beside(new Connector(other), other.libpq());
    }

    /** The version in the driver's manifest. */
    public static String driverVersion() {
        @Nullable String version = PGSimpleDataSource.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    /** Adds what is missing or wrong to the problems, without connecting to anything. */
    public static void check(Configuration configuration, Problems problems) {
        if (!named(configuration)) {
            problems.add("""
                    no database is named, and none is chosen silently
                    next: name one, here or as BELLOWS_URL, PGSERVICE, PGHOST or PGDATABASE, or url in bellows.toml:
                            --url postgresql://user@host/database
                          or try Bellows with a PostgreSQL of this folder's own:
                            --url embedded""");
            return;
        }
        try {
            if (embedded(configuration)) {
                refuseCredentials(configuration);
            } else {
                Target.of(configuration, new Secrets(), problems::add);
            }
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The database that the configuration names, after {@link #check}.
     *
     * @param secrets learns the passwords
     * @param say hears what an embedded server does, and what is passed over
     * @throws UnreachableException when the embedded server does not start
     */
    public static Database open(Configuration configuration, Secrets secrets, Consumer<String> say) {
        if (!embedded(configuration)) {
            warnOfPassword(configuration, say);
            try {
                Target target = Target.of(configuration, secrets, problem -> {});
                target.notices().forEach(say);
                return new Database(target, null);
            } catch (IllegalArgumentException e) {
                throw new ConfigurationException(String.valueOf(e.getMessage()), Report.EMPTY, e);
            }
        }
        try {
            EmbeddedServer server = EmbeddedServer.join(configuration.serverFolder(), say);
            secrets.add(server.password());
            Target target =
                    Target.embedded(server.jdbcUrl(), server.user(), server.password(), configuration.text(Key.ROLE));
            return new Database(target, server);
        } catch (EmbeddedServerException e) {
            throw new UnreachableException(String.valueOf(e.getMessage()), Report.EMPTY, e);
        }
    }

    /**
     * The connection as it would be made, without making it; empty when no database is named.
     *
     * @param secrets learns the passwords
     * @param say hears what is passed over
     */
    public static List<Fact> describe(
            Configuration configuration, Secrets secrets, Problems problems, Consumer<String> say) {
        if (!named(configuration)) {
            return List.of();
        }
        if (embedded(configuration)) {
            Value url = configuration.value(Key.URL).orElseThrow();
            return List.of(new Fact("server", configuration.serverFolder().toString(), url.origin() + ", embedded"));
        }
        try {
            Target target = Target.of(configuration, secrets, problems::add);
            target.notices().forEach(say);
            return Description.facts(target);
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()));
            return List.of();
        }
    }

    /**
     * What is to be said of an error for want of a connection: what was tried, and what to do; empty for any other error, and
     * where a person gave up the attempt.
     */
    public static Optional<String> explained(Throwable trouble) {
        return trouble instanceof InterruptedRunException
                ? Optional.empty()
                : Optional.ofNullable(Failures.find(trouble, ConnectionFailure.class))
                        .map(ConnectionFailure::explained);
    }

    private static void warnOfPassword(Configuration configuration, Consumer<String> say) {
        boolean visible = configuration
                .value(Key.URL)
                .filter(url -> url.layer() == Layer.OPTION)
                .filter(url -> !ConnectionString.parse(url.text()).secrets().isEmpty())
                .isPresent();
        if (visible) {
            say.accept(
                    "the password in --url can be read in the process list; use --password-file, BELLOWS_URL or PGPASSWORD");
        }
    }

    /** Whether a URL has a password in it, or is so written that nobody can tell. */
    public static boolean mayHoldPassword(String url) {
        try {
            return !url.equals(Key.EMBEDDED)
                    && !ConnectionString.parse(url).secrets().isEmpty();
        } catch (IllegalArgumentException e) {
            return true;
        }
    }

    /** {@code host:port/database}, after {@link #check}; without what only says who connects, and how. */
    public static String name(Configuration configuration) {
        Target target = Target.of(configuration, new Secrets(), problem -> {});
        return target.servers().stream().map(Server::toString).collect(Collectors.joining(",")) + "/"
                + target.database();
    }

    /** What is wrong with a URL that stands in a file of targets: it cannot be read, or has a password; empty when nothing is. */
    public static String complaintInFile(String url) {
        try {
            return ConnectionString.parse(url).secrets().isEmpty()
                    ? ""
                    : "a password stands in it\nnext: say where it is instead: passfile=FILE or service=NAME in the line, or ~/.pgpass";
        } catch (IllegalArgumentException e) {
            return String.valueOf(e.getMessage());
        }
    }

    /** Whether anything says which database is meant. */
    public static boolean isNamed(Configuration configuration) {
        return named(configuration);
    }

    private static boolean named(Configuration configuration) {
        return configuration.value(Key.URL).isPresent()
                || NAMING.stream().anyMatch(name -> configuration.libpq(name).isPresent());
    }

    /** Whether opening it may start a server. */
    public static boolean startsServer(Configuration configuration) {
        return embedded(configuration);
    }

    private static boolean embedded(Configuration configuration) {
        return configuration
                .value(Key.URL)
                .filter(url -> url.text().equals(Key.EMBEDDED))
                .isPresent();
    }

    /** A user given as close to the call as the URL belongs to it; one given farther away belongs to another URL. */
    private static void refuseCredentials(Configuration configuration) {
        Value url = configuration.value(Key.URL).orElseThrow();
        for (Key key : new Key[] {Key.USER, Key.PASSWORD, Key.PASSWORD_FILE}) {
            configuration.value(key).filter(value -> value.asCloseAs(url)).ifPresent(value -> {
                throw new IllegalArgumentException(
                        value.origin() + ": the embedded server has a user and a password of its own; leave it out");
            });
        }
    }

    /** Where connections come from. */
    public DataSource source() {
        return source;
    }

    /**
     * The environment of a program that is to connect to it likewise: libpq's variables, and of others what we have.
     *
     * @param ours our own variables
     * @param directory of the call
     */
    public Map<String, String> environment(Map<String, String> ours, Path directory) {
        return LibpqEnvironment.of(target, ours, directory);
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
