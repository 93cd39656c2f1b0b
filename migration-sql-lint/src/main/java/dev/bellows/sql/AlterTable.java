package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.DetachConcurrently;
import dev.bellows.sql.TransactionUse.Inside;

/**
 * ALTER TABLE, after those words. Which subcommands need less than ACCESS EXCLUSIVE is told on
 * <a href="https://www.postgresql.org/docs/18/sql-altertable.html">its page</a>.
 */
final class AlterTable {
    private AlterTable() {}

    static TransactionUse of(TokenCursor tokens, Inside weak, Inside strong) {
        tokens.accept("if", "exists");
        tokens.accept("only");
        Name table = tokens.name();
        tokens.accept(TokenKind.STAR);
        if (table == null) {
            return strong;
        }
        if (tokens.accept("detach", "partition")) {
            Name partition = tokens.name();
            return partition != null && tokens.isAt("concurrently") ? new DetachConcurrently(table, partition) : strong;
        }
        boolean allWeak = true;
        do {
            allWeak = isWeak(tokens);
        } while (allWeak && tokens.accept(TokenKind.COMMA));
        return allWeak && tokens.atEnd() ? weak : strong;
    }

    /** Passes one subcommand that needs no more than SHARE UPDATE EXCLUSIVE; false for every other. */
    private static boolean isWeak(TokenCursor tokens) {
        if (tokens.accept("validate", "constraint")) {
            return tokens.name() != null;
        }
        if (tokens.accept("set") || tokens.accept("reset")) {
            return areWeakParameters(tokens);
        }
        if (!tokens.accept("alter")) {
            return false;
        }
        return isSetStatistics(tokens);
    }

    private static boolean isSetStatistics(TokenCursor tokens) {
        tokens.accept("column");
        boolean number = tokens.accept(TokenKind.INTEGER);
        if ((!number && tokens.name() == null) || !tokens.accept("set", "statistics")) {
            return false;
        }
        tokens.accept(TokenKind.MINUS);
        return tokens.accept(TokenKind.INTEGER) || tokens.accept("default");
    }

    private static boolean areWeakParameters(TokenCursor tokens) {
        if (!tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            return false;
        }
        for (String name : Options.read(tokens).names()) {
            if (!isWeakParameter(name)) {
                return false;
            }
        }
        return true;
    }

    /** "fillfactor, toast and autovacuum storage parameters, as well as the planner parameter parallel_workers". */
    private static boolean isWeakParameter(String name) {
        String plain = name.startsWith("toast.") ? name.substring("toast.".length()) : name;
        return switch (plain) {
            case "fillfactor", "toast_tuple_target", "parallel_workers", "log_autovacuum_min_duration" -> true;
            default -> plain.startsWith("autovacuum_") || plain.startsWith("vacuum_");
        };
    }
}
