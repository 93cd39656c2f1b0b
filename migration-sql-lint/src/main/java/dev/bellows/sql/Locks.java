package dev.bellows.sql;

/** LOCK TABLE. */
final class Locks {
    private Locks() {}

    /** Whether the lock is stronger than SHARE UPDATE EXCLUSIVE; without a mode it is ACCESS EXCLUSIVE. */
    static boolean lockTable(TokenCursor tokens) {
        while (!tokens.atEnd() && !tokens.accept("in")) {
            tokens.advance();
        }
        return !(tokens.isAt("access", "share", "mode")
                || tokens.isAt("row", "share", "mode")
                || tokens.isAt("row", "exclusive", "mode")
                || tokens.isAt("share", "update", "exclusive", "mode"));
    }
}
