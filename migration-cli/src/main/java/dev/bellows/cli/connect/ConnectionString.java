package dev.bellows.cli.connect;

import java.util.Map;
import java.util.Set;

/**
 * What a URL or a conninfo string says, read by us and not by the driver: its messages quote URLs, and URLs may hold
 * passwords.
 *
 * @param jdbc whether it is a {@code jdbc:} URL, whose host and port have the driver's defaults and not libpq's
 * @param parameters in libpq's words; several hosts and ports separated by commas
 * @param driver further properties of the driver, from a {@code jdbc:} URL
 * @param secrets the passwords in it as they are written there, percent-encoded if so
 */
record ConnectionString(
        boolean jdbc, Map<Parameter, String> parameters, Map<String, String> driver, Set<String> secrets) {
    static final String EXPECTED = "write postgresql://user@host/database, jdbc:postgresql://host/database, \"host=…"
            + " dbname=…\", or embedded";

    static final ConnectionString NONE = new ConnectionString(false, Map.of(), Map.of(), Set.of());

    ConnectionString {
        parameters = Map.copyOf(parameters);
        driver = Map.copyOf(driver);
        secrets = Set.copyOf(secrets);
    }

    /**
     * Reads {@code postgresql://…}, {@code postgres://…}, {@code jdbc:postgresql:…} or {@code host=… dbname=…}.
     *
     * @throws IllegalArgumentException when it is none of these or has a fault; the message quotes no part that could be a
     *     password
     */
    static ConnectionString parse(String text) {
        boolean url = text.matches("(?s)[A-Za-z][A-Za-z0-9+.-]*:.*");
        return !url && text.contains("=") ? new ConninfoParser(text).parse() : new UrlParser(text).parse();
    }

    /** Without values: some are passwords. */
    @Override
    public String toString() {
        return parameters.keySet().toString();
    }
}
