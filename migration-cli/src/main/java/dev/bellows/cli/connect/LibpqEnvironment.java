package dev.bellows.cli.connect;

import dev.bellows.cli.config.Value;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A connection as programs with libpq find it, in their environment: pg_dump and psql connect to what we are connected to. */
final class LibpqEnvironment {
    private static final Set<Parameter> FILES = Set.of(
            Parameter.PASSFILE,
            Parameter.SSLCERT,
            Parameter.SSLKEY,
            Parameter.SSLROOTCERT,
            Parameter.SSLCRL,
            Parameter.SSLCRLDIR);

    /** Those that have been resolved, and the name that a program gives itself: a gate knows pg_dump by it. */
    private static final Set<Parameter> LEFT_OUT = Set.of(
            Parameter.SERVICE,
            Parameter.SERVICEFILE,
            Parameter.APPLICATION_NAME,
            Parameter.PASSWORD,
            Parameter.OPTIONS);

    private LibpqEnvironment() {}

    /**
     * The environment of a program.
     *
     * @param ours what it has beside that, where of libpq's own nothing stays
     * @param directory where relative paths of files start
     */
    static Map<String, String> of(Target target, Map<String, String> ours, Path directory) {
        Map<String, String> all = new HashMap<>(ours);
        all.remove("PGREQUIRESSL");
        for (Parameter parameter : Parameter.values()) {
            parameter.variable().ifPresent(all::remove);
        }
        target.given().forEach((parameter, value) -> {
            if (!LEFT_OUT.contains(parameter)) {
                put(all, parameter, text(parameter, value, directory));
            }
        });
        put(all, Parameter.HOST, of(target, Server::host));
        boolean addresses = target.servers().stream().anyMatch(server -> server.address() != null);
        put(all, Parameter.HOSTADDR, addresses ? of(target, LibpqEnvironment::address) : "");
        put(all, Parameter.PORT, of(target, server -> String.valueOf(server.port())));
        put(all, Parameter.DBNAME, target.database());
        put(all, Parameter.USER, target.user());
        @Nullable Password password = target.password();
        put(all, Parameter.PASSWORD, password == null ? "" : password.text());
        put(all, Parameter.OPTIONS, target.driver().getOrDefault(DriverProperty.OPTIONS, ""));
        put(all, Parameter.SSLMODE, target.tls().mode());
        put(all, Parameter.CONNECT_TIMEOUT, target.seconds() == 0 ? "" : String.valueOf(target.seconds()));
        put(
                all,
                Parameter.TARGET_SESSION_ATTRS,
                target.wanted() == Wanted.ANY ? "" : target.wanted().word());
        return all;
    }

    private static String address(Server server) {
        return Optional.ofNullable(server.address()).orElse("");
    }

    private static String of(Target target, Function<Server, String> part) {
        List<String> parts = target.servers().stream().map(part).toList();
        return parts.stream().allMatch(String::isEmpty) ? "" : parts.stream().collect(Collectors.joining(","));
    }

    private static String text(Parameter parameter, Value value, Path directory) {
        boolean file = FILES.contains(parameter)
                && !value.text().isEmpty()
                && !value.text().equals(Tls.SYSTEM);
        return file ? directory.resolve(value.text()).toString() : value.text();
    }

    private static void put(Map<String, String> all, Parameter parameter, String text) {
        parameter.variable().ifPresent(variable -> {
            if (text.isEmpty()) {
                all.remove(variable);
            } else {
                all.put(variable, text);
            }
        });
    }
}
