package dev.bellows.cli.connect;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What may stand behind the question mark of a URL, and which property of the driver it is. */
final class UrlParameters {
    /** libpq's names and the driver's. */
    private static final Map<String, String> LIBPQ = Map.of(
            "sslmode", DriverProperty.SSL_MODE,
            "sslrootcert", "sslrootcert",
            "sslcert", "sslcert",
            "sslkey", "sslkey",
            "application_name", "ApplicationName",
            "options", DriverProperty.OPTIONS,
            "connect_timeout", DriverProperty.CONNECT_TIMEOUT,
            "channel_binding", "channelBinding",
            "gssencmode", "gssEncMode");

    private static final Set<String> PRIMARY = Set.of("any", "read-write", "primary");
    private static final Set<String> SSL_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    private UrlParameters() {}

    /**
     * Adds a parameter.
     *
     * @throws IllegalArgumentException when it is unknown or its value is wrong
     */
    static void add(boolean jdbc, String name, String value, Map<String, String> properties) {
        if (jdbc) {
            addJdbc(name, value, properties);
        } else {
            addLibpq(name, value, properties);
        }
    }

    private static void addJdbc(String name, String value, Map<String, String> properties) {
        if (!DriverProperty.isKnown(name)) {
            throw new IllegalArgumentException("the URL has a parameter \"" + shown(name)
                    + "\" that the JDBC driver does not know; see the driver's documentation, or leave it out");
        }
        if (name.equals(DriverProperty.SSL_MODE)) {
            sslMode("sslmode", value);
        }
        properties.put(name, value);
    }

    private static void addLibpq(String name, String value, Map<String, String> properties) {
        if (name.equals("target_session_attrs")) {
            if (!PRIMARY.contains(value)) {
                throw new IllegalArgumentException(
                        "target_session_attrs is any, read-write or primary: migrations run on the primary");
            }
            return;
        }
        if (name.equals("host") || name.equals("port") || name.equals("dbname")) {
            throw new IllegalArgumentException(
                    "\"" + name + "\" stands before the question mark: postgresql://user@host:port/database"
                            + (value.startsWith("/") ? " (Unix sockets are not supported)" : ""));
        }
        @Nullable String property = LIBPQ.get(name);
        if (property == null) {
            Set<String> known = new TreeSet<>(LIBPQ.keySet());
            known.add("target_session_attrs");
            throw new IllegalArgumentException(
                    "the URL has an unknown parameter \"" + shown(name) + "\"; known are " + String.join(", ", known));
        }
        if (property.equals(DriverProperty.SSL_MODE)) {
            sslMode("sslmode", value);
        }
        if (property.equals(DriverProperty.CONNECT_TIMEOUT) && !value.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException("connect_timeout is a number of seconds");
        }
        properties.put(property, value);
    }

    static void sslMode(String name, String value) {
        if (!SSL_MODES.contains(value)) {
            throw new IllegalArgumentException(name + " is disable, allow, prefer, require, verify-ca or verify-full");
        }
    }

    /** A password with an unescaped '?' or '&' shows up as a parameter's name, so only plain words are quoted. */
    private static String shown(String name) {
        return name.matches("[A-Za-z_]{1,40}") ? name : "…";
    }
}
