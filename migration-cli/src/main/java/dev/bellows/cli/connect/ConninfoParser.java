package dev.bellows.cli.connect;

import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * {@code host=db dbname='my shop'}: words and values, values in single quotes where they hold spaces, a backslash before a
 * quote or a backslash (https://www.postgresql.org/docs/18/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE).
 */
final class ConninfoParser {
    private final String text;
    private int at;

    ConninfoParser(String text) {
        this.text = text;
    }

    ConnectionString parse() {
        Map<Parameter, String> parameters = new EnumMap<>(Parameter.class);
        Set<String> secrets = new HashSet<>();
        for (skipSpaces(); at < text.length(); skipSpaces()) {
            String word = word();
            String value = value();
            Parameter parameter = Parameter.of(word)
                    .orElseThrow(() ->
                            new IllegalArgumentException("the connection string has an " + Parameter.unknown(word)));
            parameter.check(value);
            parameters.put(parameter, value);
            if (parameter.isSecret()) {
                secrets.add(value);
            }
        }
        return new ConnectionString(false, parameters, Map.of(), secrets);
    }

    private String word() {
        int start = at;
        while (at < text.length() && text.charAt(at) != '=' && !Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        String word = text.substring(start, at);
        skipSpaces();
        if (at == text.length() || text.charAt(at) != '=') {
            throw new IllegalArgumentException("the connection string lacks a '=' after "
                    + (Parameter.of(word).isPresent() ? "\"" + word + "\"" : "a word")
                    + "; a value that holds spaces stands in single quotes");
        }
        at++;
        skipSpaces();
        return word;
    }

    private String value() {
        StringBuilder value = new StringBuilder();
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        for (at += quoted ? 1 : 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (quoted ? c == '\'' : Character.isWhitespace(c)) {
                at++;
                return value.toString();
            }
            if (c == '\\' && at + 1 < text.length()) {
                at++;
            }
            value.append(text.charAt(at));
        }
        if (quoted) {
            throw new IllegalArgumentException("the connection string ends inside a value in single quotes");
        }
        return value.toString();
    }

    private void skipSpaces() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }
}
