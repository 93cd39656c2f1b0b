package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.CopyFromStdin;
import dev.bellows.sql.TransactionUse.OnlyOnce;
import dev.bellows.sql.TransactionUse.Refused;
import dev.bellows.sql.TransactionUse.Refused.Reason;
import dev.bellows.sql.TransactionUse.Repeatable;
import java.util.Locale;

/**
 * What to expect of a statement that the grammar does not know, because it is of a newer server, too long, or wrong: the
 * server decides whether it runs, and what its first words may mean is taken to be so.
 */
final class UnparsedUses {
    private UnparsedUses() {}

    /** From the first token on. */
    static TransactionUse of(TokenCursor tokens) {
        String word = tokens.word();
        return switch (word) {
            case "begin", "start", "commit", "end", "rollback", "abort" -> endsTheTransaction(word);
            case "vacuum" -> new Repeatable("VACUUM");
            case "create", "drop", "alter", "reindex" -> concurrently(word, tokens);
            case "copy" -> copy(tokens);
            default -> TransactionUses.STRONG;
        };
    }

    /** Its data would be taken for statements otherwise. */
    private static TransactionUse copy(TokenCursor tokens) {
        while (!tokens.atEnd()) {
            if (tokens.isAt("from", "stdin")) {
                return new CopyFromStdin();
            }
            tokens.advance();
        }
        return TransactionUses.STRONG;
    }

    /** Nothing that is built beside the traffic runs in a transaction. */
    private static TransactionUse concurrently(String word, TokenCursor tokens) {
        while (!tokens.atEnd()) {
            if (tokens.isAt("concurrently")) {
                return new OnlyOnce(word.toUpperCase(Locale.ROOT) + " ... CONCURRENTLY");
            }
            tokens.advance();
        }
        return TransactionUses.STRONG;
    }

    /** By its first word, which says what is refused. */
    static Refused endsTheTransaction(String word) {
        String command = word.equals("start") ? "START TRANSACTION" : word.toUpperCase(Locale.ROOT);
        return new Refused(command, Reason.ENDS_THE_TRANSACTION);
    }
}
