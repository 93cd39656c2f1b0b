package dev.bellows.cli.connect;

import dev.bellows.cli.connect.ConnectionUrl.Host;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes a URL apart. Every message says which part is wrong without quoting what could hold a password. */
final class UrlParser {
    private static final String JDBC = "jdbc:postgresql:";
    private static final String EXPECTED =
            "write postgresql://user@host/database, jdbc:postgresql://host/database, or embedded";

    private final boolean jdbc;
    private final String text;
    private @Nullable String user;
    private @Nullable String password;
    private @Nullable String database;
    private final List<Host> hosts = new ArrayList<>();
    private final Map<String, String> properties = new LinkedHashMap<>();

    UrlParser(String text) {
        this.text = text;
        this.jdbc = text.startsWith(JDBC);
    }

    ConnectionUrl parse() {
        String rest = afterScheme();
        if (rest.indexOf('#') >= 0) {
            throw new IllegalArgumentException(
                    "the URL holds a '#', which ends a URL; in a user, a password or a name write it as %23");
        }
        int query = rest.indexOf('?');
        String location = query < 0 ? rest : rest.substring(0, query);
        if (location.startsWith("//")) {
            authorityAndDatabase(location.substring(2));
        } else if (jdbc) {
            database = emptyToNull(decoded(location.startsWith("/") ? location.substring(1) : location, "database"));
        } else {
            throw new IllegalArgumentException("the URL lacks the // after its scheme: " + EXPECTED);
        }
        if (query >= 0) {
            parameters(rest.substring(query + 1));
        }
        return new ConnectionUrl(hosts, database, user, password, properties);
    }

    private String afterScheme() {
        for (String scheme : List.of(JDBC, "postgresql:", "postgres:")) {
            if (text.startsWith(scheme)) {
                return text.substring(scheme.length());
            }
        }
        int colon = text.indexOf(':');
        boolean schemeLike = colon > 0 && text.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*");
        throw new IllegalArgumentException((schemeLike && text.startsWith("//", colon + 1)
                        ? "'" + text.substring(0, colon) + "' is no scheme for PostgreSQL"
                        : "this is not a database's URL")
                + ": " + EXPECTED);
    }

    private void authorityAndDatabase(String location) {
        // A password may hold an unescaped '/' only by mistake: then no '@' stands before the first slash.
        int slash = location.indexOf('/');
        String authority = slash < 0 ? location : location.substring(0, slash);
        String path = slash < 0 ? "" : location.substring(slash + 1);
        if (path.indexOf('@') >= 0 || path.indexOf('/') >= 0) {
            throw new IllegalArgumentException(
                    "the URL has a '/' or an '@' where the database's name stands; in a user, a"
                            + " password or a name write / as %2F and @ as %40");
        }
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            userInfo(authority.substring(0, at));
        }
        String servers = authority.substring(at + 1);
        if (!servers.isEmpty()) {
            for (String server : servers.split(",", -1)) {
                hosts.add(host(server));
            }
        }
        database = emptyToNull(decoded(path, "database"));
    }

    private void userInfo(String info) {
        if (info.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "the URL has more than one '@': in a user or a password write it as %40");
        }
        int colon = info.indexOf(':');
        user = emptyToNull(decoded(colon < 0 ? info : info.substring(0, colon), "user"));
        password = colon < 0 ? null : emptyToNull(decoded(info.substring(colon + 1), "password"));
    }

    private static Host host(String server) {
        String name = server;
        String port = "";
        int bracket = server.lastIndexOf(']');
        int colon = server.lastIndexOf(':');
        if (server.startsWith("[") != bracket > 0) {
            throw new IllegalArgumentException("an IPv6 address stands in brackets: [::1]:5432");
        }
        if (colon > bracket) {
            if (bracket < 0 && server.indexOf(':') != colon) {
                throw new IllegalArgumentException(
                        "a host has more than one ':'; an IPv6 address stands in brackets: [::1]:5432");
            }
            name = server.substring(0, colon);
            port = server.substring(colon + 1);
        } else if (bracket > 0 && bracket != server.length() - 1) {
            throw new IllegalArgumentException("after an IPv6 address in brackets only ':' and a port may stand");
        }
        name = bracket > 0 ? name.substring(1, bracket) : decoded(name, "host");
        return checked(name, port);
    }

    /** What was meant as a host may be the end of a password with an unescaped '@', so it is not quoted. */
    private static Host checked(String name, String port) {
        if (name.startsWith("/")) {
            throw new IllegalArgumentException("Unix sockets are not supported: name a host, such as localhost");
        }
        if (name.isEmpty() || !name.matches("[A-Za-z0-9._:%-]+|[\\p{L}\\p{N}._-]+")) {
            throw new IllegalArgumentException("a host's name is empty or has a character that no host's name has");
        }
        if (port.isEmpty()) {
            return new Host(name, 0);
        }
        int number = port.matches("[0-9]{1,5}") ? Integer.parseInt(port) : 0;
        if (number < 1 || number > 65535) {
            throw new IllegalArgumentException("a port is a number from 1 to 65535");
        }
        return new Host(name, number);
    }

    private void parameters(String query) {
        for (String parameter : query.split("&")) {
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals), "parameter");
            String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1), "parameter");
            switch (name) {
                case "user" -> user = emptyToNull(value);
                case "password" -> password = emptyToNull(value);
                default -> UrlParameters.add(jdbc, name, value, properties);
            }
        }
    }

    private static @Nullable String emptyToNull(String value) {
        return value.isEmpty() ? null : value;
    }

    /** Percent-decoding as RFC 3986 has it: a plus is a plus. */
    private static String decoded(String part, String what) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < part.length(); ) {
            int codePoint = part.codePointAt(i);
            if (codePoint == '%') {
                int value = i + 2 <= part.length() - 1 ? hex(part.charAt(i + 1), part.charAt(i + 2)) : -1;
                if (value <= 0) {
                    throw new IllegalArgumentException(
                            "the " + what + " in the URL has a '%' without two hexadecimal digits; write a '%' as %25");
                }
                bytes.write(value);
                i += 3;
            } else {
                bytes.writeBytes(Character.toString(codePoint).getBytes(StandardCharsets.UTF_8));
                i += Character.charCount(codePoint);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the " + what + " in the URL is not UTF-8 after percent-decoding", e);
        }
    }

    private static int hex(char high, char low) {
        int a = Character.digit(high, 16);
        int b = Character.digit(low, 16);
        return a < 0 || b < 0 ? -1 : a * 16 + b;
    }
}
