package dev.bellows.cli.connect;

import dev.bellows.cli.config.Configuration;
import dev.bellows.cli.config.Layer;
import dev.bellows.cli.config.Value;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * libpq's parameters for a call, each with who gave it. As in libpq a connection string comes before the service file, and
 * that before the environment.
 */
final class Parameters {
    /** Not filled in from outside in a {@code jdbc:} URL: the driver has defaults of its own for them. */
    private static final Set<Parameter> PLACE = Set.of(Parameter.HOST, Parameter.HOSTADDR, Parameter.PORT);

    private final Map<Parameter, Value> values = new EnumMap<>(Parameter.class);

    private Parameters() {}

    /**
     * Gathers them.
     *
     * @param url what {@code url} holds, with the value that held it; null when nobody gave one
     * @param problems hears of each value that cannot be one
     * @throws IllegalArgumentException when the service is not there or has a fault
     */
    static Parameters of(
            Configuration configuration,
            Home home,
            ConnectionString url,
            @Nullable Value from,
            Consumer<String> problems) {
        Parameters all = new Parameters();
        if (from != null) {
            url.parameters()
                    .forEach((parameter, text) ->
                            all.values.put(parameter, new Value(text, from.layer(), from.origin())));
        }
        all.value(Parameter.SERVICE)
                .or(() -> configuration.libpq("PGSERVICE"))
                .filter(service -> !service.text().isEmpty())
                .ifPresent(service -> {
                    all.values.put(Parameter.SERVICE, service);
                    Optional<Path> file = all.value(Parameter.SERVICEFILE)
                            .or(() -> configuration.libpq("PGSERVICEFILE"))
                            .map(value -> configuration.directory().resolve(value.text()));
                    all.fill(ServiceFile.read(home, service, file), url.jdbc());
                });
        all.fill(environment(configuration), url.jdbc());
        all.check(problems);
        return all;
    }

    private static Map<Parameter, Value> environment(Configuration configuration) {
        Map<Parameter, Value> found = new EnumMap<>(Parameter.class);
        for (Parameter parameter : Parameter.values()) {
            parameter.variable().flatMap(configuration::libpq).ifPresent(value -> found.put(parameter, value));
        }
        // The older name of sslmode=require, which libpq still reads.
        configuration
                .variable("PGREQUIRESSL")
                .filter(text -> text.startsWith("1"))
                .ifPresent(
                        one -> found.putIfAbsent(Parameter.SSLMODE, new Value("require", Layer.LIBPQ, "PGREQUIRESSL")));
        return found;
    }

    private void fill(Map<Parameter, Value> farther, boolean jdbc) {
        farther.forEach((parameter, value) -> {
            if (!jdbc || !PLACE.contains(parameter)) {
                values.putIfAbsent(parameter, value);
            }
        });
    }

    private void check(Consumer<String> problems) {
        values.forEach((parameter, value) -> {
            try {
                parameter.check(value.text());
            } catch (IllegalArgumentException e) {
                problems.accept(value.origin() + ": " + e.getMessage());
            }
        });
    }

    /** A value with its place; empty when nobody gave one, or an empty one, which libpq takes as none. */
    Optional<Value> value(Parameter parameter) {
        return Optional.ofNullable(values.get(parameter))
                .filter(value -> !value.text().isEmpty());
    }

    Optional<String> text(Parameter parameter) {
        return value(parameter).map(Value::text);
    }

    boolean is(Parameter parameter, String text) {
        return text(parameter).filter(text::equals).isPresent();
    }
}
