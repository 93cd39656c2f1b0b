package dev.bellows.sql;

import org.jspecify.annotations.Nullable;

/**
 * Finds calls of the functions that release advisory locks: by name, quoted or with a schema in front, not in strings and
 * comments. The code of a DO block is looked into, since it runs at once.
 */
final class AdvisoryUnlock {
    private static final String PREFIX = "pg_advisory_unlock";

    /** Code inside code inside code: deeper than this nobody writes, and looking would take ever longer. */
    private static final int DEEPEST_CODE = 5;

    private AdvisoryUnlock() {}

    /** Whether the token that was just read may be such a name, so that the statement deserves a closer look. */
    static boolean mayBe(TokenKind kind, CharacterWindow window) {
        return switch (kind) {
            case IDENTIFIER ->
                window.tokenLength() >= PREFIX.length()
                        && Ascii.startsWithWord(window.characters, window.tokenStart(), window.limit, PREFIX);
            case QUOTED_IDENTIFIER ->
                Ascii.startsWithWord(window.characters, window.tokenStart() + 1, window.limit, PREFIX);
            case UNICODE_IDENTIFIER -> true;
            default -> false;
        };
    }

    /** The first function that a statement calls, or null. */
    static @Nullable String calledBy(String statement) {
        return calledBy(statement, false, 0);
    }

    /** The first function that the code of a DO block calls, or null. */
    static @Nullable String calledByCode(String statement) {
        return calledBy(statement, true, 0);
    }

    private static @Nullable String calledBy(String text, boolean codeInStrings, int depth) {
        TokenCursor tokens = new TokenCursor(text);
        boolean afterExecute = false;
        while (!tokens.atEnd()) {
            String called = null;
            if (tokens.kind(0).isName()) {
                afterExecute = tokens.isAt("execute");
                called = calledName(tokens);
            } else {
                if (codeInStrings && depth < DEEPEST_CODE && isCode(tokens, depth, afterExecute)) {
                    called = calledBy(tokens.stringValue(), true, depth + 1);
                }
                tokens.advance();
            }
            if (called != null) {
                return called;
            }
        }
        return null;
    }

    private static @Nullable String calledName(TokenCursor tokens) {
        String name = tokens.part();
        return isUnlock(name) && tokens.is(TokenKind.LEFT_PARENTHESIS) ? name : null;
    }

    /** The body itself may be any string; in it, a dollar-quoted string is mostly code for EXECUTE. */
    private static boolean isCode(TokenCursor tokens, int depth, boolean afterExecute) {
        return tokens.is(TokenKind.DOLLAR_STRING) || ((depth == 0 || afterExecute) && tokens.isString());
    }

    private static boolean isUnlock(String name) {
        return switch (name) {
            case "pg_advisory_unlock", "pg_advisory_unlock_shared", "pg_advisory_unlock_all" -> true;
            default -> false;
        };
    }
}
