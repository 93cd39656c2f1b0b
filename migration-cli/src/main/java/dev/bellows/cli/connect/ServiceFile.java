package dev.bellows.cli.connect;

import dev.bellows.cli.config.Value;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A named set of parameters from {@code ~/.pg_service.conf} or the machine's {@code pg_service.conf}
 * (https://www.postgresql.org/docs/18/libpq-pgservice.html). As in libpq the user's file is looked at first, and the first
 * section of that name counts.
 */
final class ServiceFile {
    private final Home home;
    private final Value service;

    private ServiceFile(Home home, Value service) {
        this.home = home;
        this.service = service;
    }

    /**
     * The parameters of a service; they stand as close to the call as its name.
     *
     * @param named PGSERVICEFILE or servicefile, instead of the user's own
     * @throws IllegalArgumentException when no file has the service, or it has a fault
     */
    static Map<Parameter, Value> read(Home home, Value service, Optional<Path> named) {
        List<Path> files = new ArrayList<>(home.services().toList());
        named.ifPresent(file -> files.set(0, file));
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                @Nullable Map<Parameter, Value> found = new ServiceFile(home, service).section(file);
                if (found != null) {
                    return found;
                }
            }
        }
        throw new IllegalArgumentException(service.origin() + ": no service \"" + service.text()
                + "\" is defined; write a ["
                + service.text() + "] into " + home.shown(files.get(0)) + " (looked at: "
                + files.stream()
                        .map(file -> home.shown(file) + (Files.isRegularFile(file) ? "" : ", which is not there"))
                        .collect(Collectors.joining("; "))
                + ")");
    }

    private @Nullable Map<Parameter, Value> section(Path file) {
        @Nullable Map<Parameter, Value> found = null;
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            String origin = home.shown(file) + ":" + (i + 1);
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            if (line.startsWith("[")) {
                if (found != null) {
                    return found;
                }
                found = line.equals("[" + service.text() + "]") ? new EnumMap<>(Parameter.class) : null;
            } else if (found != null) {
                add(found, line, origin);
            }
        }
        return found;
    }

    private List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the service file " + home.shown(file) + " is not UTF-8", e);
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "the service file " + home.shown(file) + " cannot be read by this user", e);
        }
    }

    private void add(Map<Parameter, Value> found, String line, String origin) {
        int equals = line.indexOf('=');
        String word = equals < 0 ? line : line.substring(0, equals);
        Optional<Parameter> parameter = Parameter.of(word);
        if (equals < 0 || parameter.isEmpty()) {
            boolean spaced = Parameter.of(word.strip()).isPresent();
            throw new IllegalArgumentException(origin + ": "
                    + (equals < 0 || spaced
                            ? "a line is WORD=VALUE, without spaces around the ="
                            : Parameter.unknown(word)));
        }
        if (parameter.get() == Parameter.SERVICE || parameter.get() == Parameter.SERVICEFILE) {
            throw new IllegalArgumentException(origin + ": a service cannot name another service");
        }
        Value value = new Value(line.substring(equals + 1), service.layer(), origin + " [" + service.text() + "]");
        // As in libpq, the first line for a parameter counts.
        found.putIfAbsent(parameter.get(), value);
    }
}
