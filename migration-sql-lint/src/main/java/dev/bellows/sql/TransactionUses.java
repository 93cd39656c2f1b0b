package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.CopyFromStdin;
import dev.bellows.sql.TransactionUse.Inside;
import dev.bellows.sql.TransactionUse.OnlyOnce;
import dev.bellows.sql.TransactionUse.Refused;
import dev.bellows.sql.TransactionUse.Refused.Reason;
import dev.bellows.sql.TransactionUse.Repeatable;
import org.jspecify.annotations.Nullable;

/**
 * Decides from a statement's tokens what it means for transactions. What PostgreSQL forbids inside a transaction block is
 * what its server hands to {@code PreventInTransactionBlock}, in 14 to 18; each command's reference page says so too.
 */
final class TransactionUses {
    private static final Inside WEAK = new Inside(false);
    private static final Inside STRONG = new Inside(true);

    private TransactionUses() {}

    /**
     * What a statement means for transactions.
     *
     * @param text the statement, from its first to its last token
     * @param mayUnlock whether a name in it may be that of a function that releases advisory locks
     */
    static TransactionUse of(String text, boolean mayUnlock) {
        TokenCursor tokens = new TokenCursor(text);
        String unlock = tokens.isAt("do")
                ? AdvisoryUnlock.calledByCode(text)
                : mayUnlock && !tokens.isAt("create") ? AdvisoryUnlock.calledBy(text) : null;
        return unlock == null ? command(tokens) : new Refused(unlock, Reason.LOSES_THE_LOCK);
    }

    private static TransactionUse command(TokenCursor tokens) {
        while (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            tokens.advance();
        }
        String command = tokens.word();
        return switch (command) {
            case "select", "with", "values", "table", "explain" -> Queries.of(tokens, WEAK, STRONG);
            case "insert", "update", "delete", "merge" -> WEAK;
            case "show", "analyze", "analyse", "comment", "notify", "listen", "unlisten" -> WEAK;
            case "deallocate", "savepoint", "release" -> WEAK;
            case "reset" -> reset(tokens);
            case "copy" -> copy(tokens);
            case "set" -> set(tokens);
            case "lock" -> Locks.lockTable(tokens) ? STRONG : WEAK;
            case "begin", "start", "commit", "end", "rollback", "abort", "prepare", "discard" -> transaction(tokens);
            case "create" -> create(tokens);
            case "drop" -> drop(tokens);
            case "alter" -> alter(tokens);
            case "reindex" -> Indexes.reindex(tokens, STRONG);
            case "vacuum" -> new Repeatable("VACUUM");
            case "cluster" -> cluster(tokens);
            default -> STRONG;
        };
    }

    /** COPY … FROM STDOUT is accepted by the server too, and means the same. */
    private static TransactionUse copy(TokenCursor tokens) {
        while (!tokens.atEnd()) {
            if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
                tokens.skipParentheses();
            } else if (tokens.accept(TokenKind.DOT)) {
                tokens.advance();
            } else if (tokens.accept("from")) {
                return tokens.isAt("stdin") || tokens.isAt("stdout") ? new CopyFromStdin() : WEAK;
            } else {
                tokens.advance();
            }
        }
        return WEAK;
    }

    private static TransactionUse set(TokenCursor tokens) {
        tokens.advance();
        if (tokens.isAt("session", "characteristics")) {
            return new Refused("SET SESSION CHARACTERISTICS", Reason.CHANGES_THE_TRANSACTION);
        }
        if (tokens.isAt("local") || (tokens.isAt("session") && !tokens.isAt("session", "authorization"))) {
            tokens.advance();
        }
        if (tokens.isAt("session", "characteristics")) {
            return new Refused("SET SESSION CHARACTERISTICS", Reason.CHANGES_THE_TRANSACTION);
        }
        String setting = setting(tokens);
        return switch (setting) {
            // The three settings are another way to write SET TRANSACTION.
            case "transaction", "transaction_isolation", "transaction_read_only", "transaction_deferrable" ->
                new Refused("SET TRANSACTION", Reason.CHANGES_THE_TRANSACTION);
            case ConformingStrings.SETTING ->
                ConformingStrings.areKeptBySet(tokens) ? WEAK : changesTheStrings("SET " + setting);
            default -> WEAK;
        };
    }

    /** RESET ALL is no name of a setting, and the engine's to deal with. */
    private static TransactionUse reset(TokenCursor tokens) {
        tokens.advance();
        String setting = setting(tokens);
        return setting.equals(ConformingStrings.SETTING) ? changesTheStrings("RESET " + setting) : WEAK;
    }

    /** Passes the name of a setting. Its case means nothing, even in quotes; one with a prefix is an extension's. */
    private static String setting(TokenCursor tokens) {
        Name setting = tokens.name();
        return setting == null || setting.schema() != null ? "" : Names.lowerCase(setting.name());
    }

    private static Refused changesTheStrings(String command) {
        return new Refused(command, Reason.CHANGES_THE_STRINGS);
    }

    private static TransactionUse transaction(TokenCursor tokens) {
        String command = tokens.word();
        tokens.advance();
        return switch (command) {
            case "start" -> endsTheTransaction("START TRANSACTION");
            case "prepare" -> prepare(tokens);
            case "commit" -> endsTheTransaction(tokens.isAt("prepared") ? "COMMIT PREPARED" : "COMMIT");
            case "rollback" -> rollback(tokens);
            case "discard" -> tokens.isAt("all") ? new Refused("DISCARD ALL", Reason.LOSES_THE_LOCK) : STRONG;
            case "begin" -> endsTheTransaction("BEGIN");
            case "end" -> endsTheTransaction("END");
            default -> endsTheTransaction("ABORT");
        };
    }

    /** A prepared statement may be called "transaction" as well. */
    private static TransactionUse prepare(TokenCursor tokens) {
        return tokens.accept("transaction") && tokens.isString() ? endsTheTransaction("PREPARE TRANSACTION") : WEAK;
    }

    private static TransactionUse rollback(TokenCursor tokens) {
        if (tokens.isAt("prepared")) {
            return endsTheTransaction("ROLLBACK PREPARED");
        }
        if (!tokens.accept("work")) {
            tokens.accept("transaction");
        }
        return tokens.isAt("to") ? WEAK : endsTheTransaction("ROLLBACK");
    }

    private static Refused endsTheTransaction(String command) {
        return new Refused(command, Reason.ENDS_THE_TRANSACTION);
    }

    private static TransactionUse create(TokenCursor tokens) {
        tokens.advance();
        if (tokens.accept("database")) {
            return new OnlyOnce("CREATE DATABASE");
        }
        if (tokens.accept("tablespace")) {
            return new OnlyOnce("CREATE TABLESPACE");
        }
        if (tokens.accept("subscription")) {
            return Subscriptions.create(tokens, STRONG);
        }
        if (tokens.isAt("statistics")) {
            return WEAK;
        }
        TransactionUse index = Indexes.create(tokens);
        return index == null ? STRONG : index;
    }

    private static TransactionUse drop(TokenCursor tokens) {
        tokens.advance();
        if (tokens.accept("database")) {
            return new OnlyOnce("DROP DATABASE");
        }
        if (tokens.accept("tablespace")) {
            return new OnlyOnce("DROP TABLESPACE");
        }
        if (tokens.accept("subscription")) {
            return new OnlyOnce("DROP SUBSCRIPTION");
        }
        TransactionUse index = Indexes.drop(tokens);
        return index == null ? STRONG : index;
    }

    private static TransactionUse alter(TokenCursor tokens) {
        tokens.advance();
        if (tokens.accept("system")) {
            return new Repeatable("ALTER SYSTEM");
        }
        if (tokens.accept("database")) {
            return database(tokens);
        }
        if (tokens.accept("subscription")) {
            return Subscriptions.alter(tokens, STRONG);
        }
        if (tokens.accept("table")) {
            return AlterTable.of(tokens, WEAK, STRONG);
        }
        return STRONG;
    }

    /** The options of ALTER DATABASE may name the tablespace too; then it is the only one allowed. */
    private static TransactionUse database(TokenCursor tokens) {
        tokens.name();
        if (!tokens.accept("set")) {
            tokens.accept("with");
        }
        return tokens.isAt("tablespace") ? new OnlyOnce("ALTER DATABASE SET TABLESPACE") : STRONG;
    }

    private static TransactionUse cluster(TokenCursor tokens) {
        tokens.advance();
        if (tokens.is(TokenKind.LEFT_PARENTHESIS)) {
            tokens.skipParentheses();
        }
        tokens.accept("verbose");
        @Nullable Name table = tokens.name();
        return table == null ? new Repeatable("CLUSTER") : STRONG;
    }
}
