package dev.bellows.cli.connect;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Takes a URL apart. Every message says which part is wrong without quoting what could hold a password. */
final class UrlParser {
    private static final String JDBC = "jdbc:postgresql:";

    private final boolean jdbc;
    private final String text;
    private final List<String> hosts = new ArrayList<>();
    private final List<String> ports = new ArrayList<>();
    private final Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
    private final Map<String, String> driver = new LinkedHashMap<>();
    private final Set<String> secrets = new HashSet<>();

    UrlParser(String text) {
        this.text = text;
        this.jdbc = text.startsWith(JDBC);
    }

    ConnectionString parse() {
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
            put(Parameter.DBNAME, decoded(location.startsWith("/") ? location.substring(1) : location, "database"));
        } else {
            throw new IllegalArgumentException("the URL lacks the // after its scheme: " + ConnectionString.EXPECTED);
        }
        put(Parameter.HOST, String.join(",", hosts));
        if (ports.stream().anyMatch(port -> !port.isEmpty())) {
            put(Parameter.PORT, String.join(",", ports));
        }
        if (query >= 0) {
            parameters(rest.substring(query + 1));
        }
        return new ConnectionString(jdbc, parameters, driver, secrets);
    }

    private void put(Parameter parameter, String value) {
        if (!value.isEmpty()) {
            parameters.put(parameter, value);
        }
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
                + ": " + ConnectionString.EXPECTED);
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
                host(server);
            }
        }
        put(Parameter.DBNAME, decoded(path, "database"));
    }

    private void userInfo(String info) {
        if (info.indexOf('@') >= 0) {
            throw new IllegalArgumentException(
                    "the URL has more than one '@': in a user or a password write it as %40");
        }
        int colon = info.indexOf(':');
        put(Parameter.USER, decoded(colon < 0 ? info : info.substring(0, colon), "user"));
        if (colon >= 0) {
            secrets.add(info.substring(colon + 1));
            put(Parameter.PASSWORD, decoded(info.substring(colon + 1), "password"));
        }
    }

    private void host(String server) {
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
        hosts.add(bracket > 0 ? name.substring(1, bracket) : decoded(name, "host"));
        ports.add(decoded(port, "port"));
    }

    private void parameters(String query) {
        for (String parameter : query.split("&")) {
            if (parameter.isEmpty()) {
                continue;
            }
            int equals = parameter.indexOf('=');
            String name = decoded(equals < 0 ? parameter : parameter.substring(0, equals), "parameter");
            String value = equals < 0 ? "" : decoded(parameter.substring(equals + 1), "parameter");
            if (Parameter.of(name).filter(Parameter::isSecret).isPresent()) {
                secrets.add(parameter.substring(equals + 1));
                secrets.add(value);
            }
            if (jdbc) {
                UrlParameters.addJdbc(name, value, parameters, driver);
            } else {
                UrlParameters.addLibpq(name, value, parameters);
            }
        }
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
