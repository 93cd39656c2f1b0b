package dev.bellows.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list of options in parentheses: {@code (a, b off, c = 'd')}, names and plain words in lower case. */
final class Options {
    private final Map<String, @Nullable String> values = new LinkedHashMap<>();

    private Options() {}

    /** Passes the list when one stands here. The last of several options with one name counts. */
    static Options read(TokenCursor tokens) {
        Options options = new Options();
        if (!tokens.accept(TokenKind.LEFT_PARENTHESIS)) {
            return options;
        }
        while (!tokens.atEnd() && !tokens.is(TokenKind.RIGHT_PARENTHESIS)) {
            options.readOne(tokens);
        }
        tokens.advance();
        return options;
    }

    private void readOne(TokenCursor tokens) {
        Name name = tokens.name();
        tokens.accept(TokenKind.EQUALS);
        String value = null;
        while (!tokens.atEnd() && !tokens.is(TokenKind.RIGHT_PARENTHESIS) && !tokens.is(TokenKind.COMMA)) {
            value = tokens.isString() ? Names.lowerCase(tokens.stringValue()) : tokens.written();
            if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
                tokens.skipParentheses();
            } else {
                tokens.advance();
            }
        }
        tokens.accept(TokenKind.COMMA);
        if (name != null) {
            values.put(name.schema() == null ? name.name() : name.schema() + "." + name.name(), value);
        }
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /** Whether the option is on: as given, or on when it is given without a value, or as it is by default. */
    boolean isOn(String name, boolean byDefault) {
        if (!values.containsKey(name)) {
            return byDefault;
        }
        String value = values.get(name);
        return value == null || !(value.equals("off") || value.equals("false") || value.equals("0"));
    }

    Iterable<String> names() {
        return values.keySet();
    }
}
