package dev.bellows.sql;

import java.util.Set;

/**
 * The setting that says whether a backslash is plain in {@code '…'}. Scripts are split as if it is; a server that reads them
 * otherwise sees other statements.
 */
final class ConformingStrings {
    static final String SETTING = "standard_conforming_strings";

    /** What the server takes for true: whole words, and what they begin with when nothing else begins so. */
    private static final Set<String> ON = Set.of("on", "true", "tru", "tr", "t", "yes", "ye", "y", "1");

    private ConformingStrings() {}

    /** Whether SET, with the name passed, keeps it on. DEFAULT may be anything: the database or the role can have its own. */
    static boolean areKeptBySet(TokenCursor tokens) {
        if (!tokens.accept(TokenKind.EQUALS)) {
            tokens.accept("to");
        }
        return ON.contains(value(tokens));
    }

    /** Whether a call of set_config turns it off, at the opening parenthesis; passes what it looks at. */
    static boolean areTurnedOffByCall(TokenCursor tokens) {
        tokens.advance();
        if (!tokens.isString() || !Names.lowerCase(tokens.stringValue()).equals(SETTING)) {
            return false;
        }
        while (!tokens.atEnd() && !tokens.accept(TokenKind.COMMA)) {
            tokens.advance();
        }
        return !ON.contains(value(tokens));
    }

    private static String value(TokenCursor tokens) {
        if (tokens.isString()) {
            return Names.lowerCase(tokens.stringValue());
        }
        return tokens.kind(0).isName() ? Names.lowerCase(tokens.part()) : tokens.written();
    }
}
