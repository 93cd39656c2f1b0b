package dev.bellows.cli.connect;

import dev.bellows.cli.config.Value;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One of the servers that may be connected to.
 *
 * @param host a name, an address, or the folder of a Unix-domain socket; for certificates and password files
 * @param address where to connect to instead of asking what {@code host} is; null to ask
 */
record Server(String host, @Nullable String address, int port) {
    static final int PORT = 5432;

    /**
     * The servers that host, hostaddr and port name, each a list with commas.
     *
     * @throws IllegalArgumentException when their numbers do not go together, or one cannot be
     */
    static List<Server> all(Parameters parameters, Home home, boolean jdbc) {
        List<String> hosts = list(parameters, Parameter.HOST);
        List<String> addresses = list(parameters, Parameter.HOSTADDR);
        List<String> ports = list(parameters, Parameter.PORT);
        int count = Math.max(1, addresses.isEmpty() ? hosts.size() : addresses.size());
        if (!addresses.isEmpty() && !hosts.isEmpty() && hosts.size() != addresses.size()) {
            throw new IllegalArgumentException(origin(parameters, Parameter.HOSTADDR) + ": " + hosts.size()
                    + " host names and " + addresses.size() + " addresses do not match");
        }
        if (ports.size() > 1 && ports.size() != count) {
            throw new IllegalArgumentException(origin(parameters, Parameter.PORT) + ": " + ports.size()
                    + " ports do not match " + count + " hosts");
        }
        List<Server> servers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int port = port(parameters, ports.isEmpty() ? "" : ports.get(ports.size() == 1 ? 0 : i));
            String host = hosts.isEmpty() ? "" : hosts.get(i);
            String address = addresses.isEmpty() ? "" : addresses.get(i);
            checkHost(parameters, host);
            checkAddress(parameters, address);
            String otherwise = !address.isEmpty() ? "" : jdbc ? "localhost" : home.defaultHost(port);
            servers.add(new Server(host.isEmpty() ? otherwise : host, address.isEmpty() ? null : address, port));
        }
        return servers;
    }

    private static List<String> list(Parameters parameters, Parameter parameter) {
        return parameters
                .text(parameter)
                .map(text -> List.of(text.split(",", -1)))
                .orElse(List.of());
    }

    private static String origin(Parameters parameters, Parameter parameter) {
        return parameters.value(parameter).map(Value::origin).orElse("");
    }

    private static int port(Parameters parameters, String text) {
        if (text.isBlank()) {
            return PORT;
        }
        int port = text.strip().matches("[0-9]{1,5}") ? Integer.parseInt(text.strip()) : 0;
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException(
                    origin(parameters, Parameter.PORT) + ": a port is a number from 1 to 65535");
        }
        return port;
    }

    /** What was meant as a host may be the end of a password with an unescaped '@', so it is not quoted. */
    private static void checkHost(Parameters parameters, String host) {
        if (host.startsWith("@")) {
            throw new IllegalArgumentException(
                    origin(parameters, Parameter.HOST)
                            + ": sockets in Linux's abstract namespace (@…) are not supported; name the socket's folder, or a host");
        }
        if (!host.isEmpty() && !host.startsWith("/") && !host.matches("[A-Za-z0-9._:%-]+|[\\p{L}\\p{N}._-]+")) {
            throw new IllegalArgumentException(
                    origin(parameters, Parameter.HOST) + ": a host's name has a character that no host's name has");
        }
    }

    private static void checkAddress(Parameters parameters, String address) {
        if (!address.isEmpty() && !address.matches("[0-9.]+|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(%[A-Za-z0-9]+)?")) {
            throw new IllegalArgumentException(
                    origin(parameters, Parameter.HOSTADDR) + ": hostaddr is a numeric address, such as 10.0.0.7");
        }
    }

    /** The Unix-domain socket; empty when it is reached over the network. */
    Optional<Path> socket() {
        return address == null && host.startsWith("/")
                ? Optional.of(Path.of(host, ".s.PGSQL." + port))
                : Optional.empty();
    }

    /** What a line of a password file must hold to fit, as libpq has it. */
    String forPasswords() {
        if (Home.isDefaultSocket(host)) {
            return "localhost";
        }
        return host.isEmpty() && address != null ? address : host;
    }

    /** {@code db.example:5432}, {@code db.example (10.0.0.7):5432}, or the socket's path. */
    @Override
    public String toString() {
        Optional<Path> socket = socket();
        if (socket.isPresent()) {
            return socket.get().toString();
        }
        String name = host.isEmpty() ? bracketed(String.valueOf(address)) : bracketed(host);
        return (address == null || host.isEmpty() ? name : name + " (" + address + ")") + ":" + port;
    }

    static String bracketed(String name) {
        return name.contains(":") ? "[" + name + "]" : name;
    }
}
