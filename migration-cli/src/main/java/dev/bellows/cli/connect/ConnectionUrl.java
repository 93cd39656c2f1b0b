package dev.bellows.cli.connect;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where a URL points, read by us and not by the driver: its messages quote URLs, and URLs may hold passwords.
 *
 * @param hosts in the order in which they are tried; empty when the URL names none
 * @param database null when the URL names none
 * @param user null when the URL names none
 * @param password null when the URL names none
 * @param properties the driver's properties that the parameters stand for
 */
public record ConnectionUrl(
        List<Host> hosts,
        @Nullable String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> properties) {
    /**
     * A server.
     *
     * @param name an IPv6 address without its brackets
     * @param port 0 when none is written
     */
    public record Host(String name, int port) {
        /** {@code name:port}, for messages. */
        @Override
        public String toString() {
            String shown = name.contains(":") ? "[" + name + "]" : name;
            return port == 0 ? shown : shown + ":" + port;
        }
    }

    public ConnectionUrl {
        hosts = List.copyOf(hosts);
        properties = Map.copyOf(properties);
    }

    /**
     * Reads {@code jdbc:postgresql:…}, {@code postgresql://…} or {@code postgres://…}.
     *
     * @throws IllegalArgumentException when it is none of these or has a fault; the message quotes no part that could be a
     *     password
     */
    public static ConnectionUrl parse(String text) {
        return new UrlParser(text).parse();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return hosts + "/" + database;
    }
}
