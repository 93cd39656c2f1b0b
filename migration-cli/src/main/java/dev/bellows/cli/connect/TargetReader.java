package dev.bellows.cli.connect;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.Layer;
import dev.bellows.cli.config.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes a {@link Target} of all that is set. */
final class TargetReader {
    private final Configuration configuration;
    private final Secrets secrets;
    private final Consumer<String> problems;
    private final Home home;
    private final @Nullable Value from;
    private final ConnectionString url;
    private final Parameters parameters;

    TargetReader(Configuration configuration, Secrets secrets, Consumer<String> problems) {
        this.configuration = configuration;
        this.secrets = secrets;
        this.problems = problems;
        this.home = Home.of(configuration);
        this.from = configuration.value(Key.URL).orElse(null);
        this.url = from == null ? ConnectionString.NONE : parsed(from);
        url.secrets().forEach(secrets::add);
        this.parameters = Parameters.of(configuration, home, url, from, problems);
    }

    private static ConnectionString parsed(Value value) {
        try {
            return ConnectionString.parse(value.text());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(value.origin() + ": " + e.getMessage(), e);
        }
    }

    Target target() {
        Unsupported.refuse(parameters, problems);
        List<String> notices = new ArrayList<>(Unsupported.notices(configuration, parameters));
        Value user = nearest(Key.USER, Parameter.USER)
                .orElseGet(() -> new Value(System.getProperty("user.name", ""), Layer.LIBPQ, "the operating system"));
        Value database = parameters
                .value(Parameter.DBNAME)
                .orElseGet(() -> new Value(user.text(), Layer.LIBPQ, "the user's name"));
        List<Server> servers = Server.all(parameters, home, url.jdbc());
        Tls tls = Tls.of(parameters, home);
        notices.addAll(tls.notices());
        Optional<Password> password = password();
        Passfile passfile = passfile();
        if (password.isEmpty()) {
            passfile.warning().ifPresent(notices::add);
        }
        Target target = new Target(
                servers,
                database.text(),
                user.text(),
                password.orElse(null),
                passfile,
                tls,
                wanted(servers),
                parameters.is(Parameter.LOAD_BALANCE_HOSTS, "random"),
                seconds(),
                driver(),
                given(user, database),
                notices);
        tell(target);
        return target;
    }

    private void tell(Target target) {
        target.servers().forEach(server -> target.password(server).ifPresent(found -> secrets.add(found.text())));
        parameters.text(Parameter.SSLPASSWORD).ifPresent(secrets::add);
        secrets.isPublic(target.user());
        secrets.isPublic(target.database());
    }

    /** A value of its own, unless the connection string holds one and stands closer to the call. */
    private Optional<Value> nearest(Key key, Parameter parameter) {
        Optional<Value> inside = parameters.value(parameter);
        return configuration
                .value(key)
                .filter(own -> own.layer() != Layer.LIBPQ)
                .filter(own -> inside.isEmpty() || own.asCloseAs(inside.get()))
                .or(() -> inside);
    }

    private Optional<Password> password() {
        Optional<Value> word = configuration.value(Key.PASSWORD).filter(value -> value.layer() != Layer.LIBPQ);
        Optional<Value> file = configuration.value(Key.PASSWORD_FILE);
        if (word.isPresent()
                && file.isPresent()
                && word.get().layer() == file.get().layer()) {
            throw new IllegalArgumentException(
                    word.get().origin() + " and " + file.get().origin() + " are both set: keep one of them");
        }
        boolean fileIsCloser = file.isPresent() && (word.isEmpty() || file.get().asCloseAs(word.get()));
        Optional<Value> own = fileIsCloser ? file : word;
        Optional<Value> inside = parameters.value(Parameter.PASSWORD);
        if (own.isEmpty() || (inside.isPresent() && !own.get().asCloseAs(inside.get()))) {
            return inside.map(value -> new Password(value.text(), value.origin()));
        }
        Value value = own.get();
        String text =
                fileIsCloser ? PasswordFile.read(Path.of(configuration.place(value)), value.origin()) : value.text();
        return Optional.of(
                new Password(text, fileIsCloser ? value.origin() + " (" + value.text() + ")" : value.origin()));
    }

    private Passfile passfile() {
        Optional<Path> named = parameters
                .text(Parameter.PASSFILE)
                .map(text -> configuration.directory().resolve(text));
        Path file = named.orElseGet(home::passwords);
        return Passfile.read(file, home.shown(file));
    }

    /** With several servers and no word on which, the one that takes changes. */
    private Wanted wanted(List<Server> servers) {
        return parameters
                .text(Parameter.TARGET_SESSION_ATTRS)
                .map(Wanted::of)
                .orElse(servers.size() > 1 ? Wanted.PRIMARY : Wanted.ANY);
    }

    private int seconds() {
        int seconds = parameters
                .text(Parameter.CONNECT_TIMEOUT)
                .filter(text -> text.strip().matches("[+-]?[0-9]{1,9}"))
                .map(text -> Integer.parseInt(text.strip()))
                .orElse(Target.SECONDS);
        // As libpq has it: none, and never less than two.
        return seconds <= 0 ? 0 : Math.max(2, seconds);
    }

    private Map<String, String> driver() {
        Map<String, String> driver = new TreeMap<>(url.driver());
        parameters.text(Parameter.OPTIONS).ifPresent(text -> driver.put(DriverProperty.OPTIONS, text));
        parameters.text(Parameter.CHANNEL_BINDING).ifPresent(text -> driver.put("channelBinding", text));
        parameters.text(Parameter.REQUIRE_AUTH).ifPresent(text -> driver.put("requireAuth", text));
        parameters.text(Parameter.KRBSRVNAME).ifPresent(text -> driver.put("kerberosServerName", text));
        parameters.text(Parameter.GSSLIB).ifPresent(text -> driver.put("gsslib", text));
        parameters
                .text(Parameter.GSSENCMODE)
                .filter(text -> !text.equals("prefer"))
                .ifPresent(text -> driver.put("gssEncMode", text));
        parameters.text(Parameter.REQUIREPEER).ifPresent(text -> driver.put(RoutedSocketFactory.PEER, text));
        driver.put(
                "ApplicationName",
                parameters
                        .text(Parameter.APPLICATION_NAME)
                        .or(() -> parameters.text(Parameter.FALLBACK_APPLICATION_NAME))
                        .orElse("bellows"));
        Target.addRole(driver, configuration.text(Key.ROLE));
        return driver;
    }

    private Map<Parameter, Value> given(Value user, Value database) {
        Map<Parameter, Value> given = new TreeMap<>();
        for (Parameter parameter : Parameter.values()) {
            parameters.value(parameter).ifPresent(value -> given.put(parameter, value));
        }
        given.put(Parameter.USER, user);
        given.put(Parameter.DBNAME, database);
        return given;
    }
}
