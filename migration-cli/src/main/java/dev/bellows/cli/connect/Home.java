package dev.bellows.cli.connect;

import dev.bellows.cli.config.Configuration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where libpq looks for a user's files and for a server of this machine.
 *
 * @param folder the user's; on Windows the one that PostgreSQL has under {@code %APPDATA%}
 * @param system where {@code pg_service.conf} of all users may be, the first that exists counts
 */
record Home(Path folder, boolean windows, List<Path> system) {
    /** What packagers compile in: Debian's and PGDG's for Red Hat, then the sources' own. */
    private static final List<String> SYSTEM =
            List.of("/etc/postgresql-common", "/etc/sysconfig/pgsql", "/usr/local/pgsql/etc");

    private static final List<String> SOCKETS = List.of("/var/run/postgresql", "/tmp");

    Home {
        system = List.copyOf(system);
    }

    static Home of(Configuration configuration) {
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Optional<String> roaming = configuration.variable("APPDATA").filter(any -> windows);
        Path folder = roaming.map(path -> Path.of(path, "postgresql"))
                .orElseGet(() -> Path.of(configuration.variable("HOME").orElse(System.getProperty("user.home", ""))));
        List<Path> system = configuration
                .variable("PGSYSCONFDIR")
                .map(path -> List.of(Path.of(path)))
                .orElseGet(() -> SYSTEM.stream().map(Path::of).toList());
        return new Home(folder, windows, system);
    }

    Path passwords() {
        return folder.resolve(windows ? "pgpass.conf" : ".pgpass");
    }

    /** The user's service file, then those of the machine. */
    Stream<Path> services() {
        return Stream.concat(
                Stream.of(folder.resolve(".pg_service.conf")),
                system.stream().map(path -> path.resolve("pg_service.conf")));
    }

    /** {@code root.crt} and its like. */
    Path certificate(String name) {
        return windows ? folder.resolve(name) : folder.resolve(".postgresql").resolve(name);
    }

    /**
     * Where psql connects to when nobody names a host: the folder of the socket. libpq has one compiled in; as there is no
     * asking it, the folder that has a socket for this port wins, and Debian's before the sources' own.
     */
    String defaultHost(int port) {
        if (windows) {
            return "localhost";
        }
        return SOCKETS.stream()
                .filter(path -> Files.exists(Path.of(path, ".s.PGSQL." + port)))
                .findFirst()
                .orElseGet(() -> Files.isDirectory(Path.of(SOCKETS.get(0))) ? SOCKETS.get(0) : SOCKETS.get(1));
    }

    /** For the password file, the socket of the default folder is localhost. */
    static boolean isDefaultSocket(String host) {
        return SOCKETS.contains(host);
    }

    /** A path as people write it: with a tilde. */
    String shown(Path path) {
        boolean below = !windows && !folder.toString().isEmpty() && path.startsWith(folder);
        return below ? "~/" + folder.relativize(path) : path.toString();
    }
}
