package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.CopyFromStdin;
import dev.bellows.sql.TransactionUse.Inside;
import dev.bellows.sql.TransactionUse.OnlyOnce;
import dev.bellows.sql.TransactionUse.Refused;
import dev.bellows.sql.TransactionUse.Refused.Reason;
import dev.bellows.sql.TransactionUse.Repeatable;
import dev.bellows.sql.grammar.Names;
import dev.bellows.sql.grammar.PostgresParser.SingleStatementContext;
import dev.bellows.sql.grammar.StatementBuilder;
import dev.bellows.sql.grammar.StatementParser;
import dev.bellows.sql.grammar.SyntaxProblem;
import dev.bellows.sql.tree.AlterDatabase;
import dev.bellows.sql.tree.AlterSubscription;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Cluster;
import dev.bellows.sql.tree.Comment;
import dev.bellows.sql.tree.Copy;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateSubscription;
import dev.bellows.sql.tree.Delete;
import dev.bellows.sql.tree.Discard;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Execute;
import dev.bellows.sql.tree.Explain;
import dev.bellows.sql.tree.Insert;
import dev.bellows.sql.tree.LockTable;
import dev.bellows.sql.tree.Merge;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Prepare;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.Reindex;
import dev.bellows.sql.tree.SetSetting;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.TransactionControl;
import dev.bellows.sql.tree.Unrecognised;
import dev.bellows.sql.tree.Update;
import dev.bellows.sql.tree.Vacuum;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a statement means for transactions. What PostgreSQL forbids inside a transaction block is what its server
 * hands to {@code PreventInTransactionBlock}, in 14 to 18; each command's reference page says so too.
 */
final class TransactionUses {
    static final Inside WEAK = new Inside(false);
    static final Inside STRONG = new Inside(true);

    /** Statements without records that take no strong lock on a table. */
    private static final Set<String> WEAK_KINDS =
            Set.of("CREATE STATISTICS", "DEALLOCATE", "LISTEN", "NOTIFY", "SET CONSTRAINTS", "SHOW", "UNLISTEN");

    /** Those that no LOCK TABLE needs to be counted for. */
    private static final Set<String> WEAK_MODES =
            Set.of("ACCESS SHARE", "ROW SHARE", "ROW EXCLUSIVE", "SHARE UPDATE EXCLUSIVE");

    private TransactionUses() {}

    /**
     * What a statement means for transactions.
     *
     * @param statement what it says in the newest release, where it had to be read for that; else null
     */
    record Understood(TransactionUse use, @Nullable Statement statement) {
        private static final Understood CHANGES_ROWS = new Understood(WEAK, null);
    }

    /**
     * What a statement means for transactions.
     *
     * @param text the statement, from its first to its last token
     * @param tokens those of the text
     * @param mayUnlock whether a name in it may be that of a function that releases advisory locks
     */
    static Understood of(String text, StatementTokens tokens, boolean mayUnlock) {
        String word = firstWord(text);
        String unlock = word.equals("do")
                ? AdvisoryUnlock.calledByCode(text)
                : mayUnlock && !word.equals("create") ? AdvisoryUnlock.calledBy(text) : null;
        if (unlock != null) {
            return new Understood(new Refused(unlock, Reason.LOSES_THE_LOCK), null);
        }
        return switch (word) {
            // A file may hold a million of them, and the first word tells all.
            case "insert", "update", "delete", "merge" -> Understood.CHANGES_ROWS;
            default -> parsed(text, tokens, word);
        };
    }

    /** In lower case; empty when the statement begins with something else. */
    private static String firstWord(String text) {
        int end = 0;
        while (end < text.length() && Ascii.isIdentifierPart(text.charAt(end))) {
            end++;
        }
        return Names.lowerCase(text.substring(0, end));
    }

    /** As the newest major reads it, which knows nearly all that older ones know. */
    private static Understood parsed(String text, StatementTokens tokens, String word) {
        SingleStatementContext tree;
        Statement statement;
        try {
            tree = StatementParser.parse(
                    tokens.isComplete() ? ParserTokens.of(text, tokens) : ParserTokens.of(text), SqlParser.NEWEST);
            statement = StatementBuilder.build(tree);
        } catch (SyntaxProblem e) {
            return new Understood(UnparsedUses.of(new TokenCursor(text)), null);
        }
        return new Understood(use(statement, tree, word), statement);
    }

    private static TransactionUse use(Statement statement, SingleStatementContext tree, String word) {
        if (statement instanceof Query || changesRows(statement)) {
            return CallUses.of(tree);
        } else if (statement instanceof Explain explain) {
            return explain(explain, tree);
        }
        return other(statement, word);
    }

    private static boolean changesRows(Statement statement) {
        return statement instanceof Insert
                || statement instanceof Update
                || statement instanceof Delete
                || statement instanceof Merge;
    }

    /** EXPLAIN ANALYZE runs what it explains: EXECUTE what was prepared, REFRESH with its lock. */
    private static TransactionUse explain(Explain explain, SingleStatementContext tree) {
        Statement explained = explain.statement();
        boolean known = explained instanceof Query || changesRows(explained) || !explain.analyze();
        return known && !(explained instanceof Execute) ? CallUses.of(tree) : STRONG;
    }

    private static TransactionUse other(Statement statement, String word) {
        if (statement instanceof SetSetting setting) {
            return SettingUses.of(setting, word.equals("reset"));
        } else if (statement instanceof TransactionControl control) {
            return transaction(control, word);
        } else if (statement instanceof Discard discard) {
            return discard.all() ? new Refused("DISCARD ALL", Reason.LOSES_THE_LOCK) : STRONG;
        } else if (statement instanceof Copy copy) {
            // COPY … FROM STDOUT is accepted by the server too, and means the same.
            return copy.from() && copy.standardStream() ? new CopyFromStdin() : WEAK;
        } else if (statement instanceof LockTable lock) {
            return WEAK_MODES.contains(lock.mode()) ? WEAK : STRONG;
        } else if (statement instanceof Prepare || statement instanceof Comment) {
            return WEAK;
        }
        return definition(statement);
    }

    private static TransactionUse definition(Statement statement) {
        if (statement instanceof CreateIndex index) {
            return IndexUses.of(index);
        } else if (statement instanceof Reindex reindex) {
            return IndexUses.of(reindex);
        } else if (statement instanceof AlterTable alter) {
            return AlterTableUses.of(alter);
        } else if (statement instanceof Drop drop) {
            return drop(drop);
        } else if (statement instanceof Vacuum vacuum) {
            return vacuum.onlyAnalyze() ? WEAK : new Repeatable("VACUUM");
        } else if (statement instanceof Cluster cluster) {
            return cluster.table() == null ? new Repeatable("CLUSTER") : STRONG;
        } else if (statement instanceof CreateSubscription subscription) {
            return SubscriptionUses.of(subscription);
        } else if (statement instanceof AlterSubscription subscription) {
            return SubscriptionUses.of(subscription);
        } else if (statement instanceof AlterDatabase database) {
            return database.tablespace() == null ? STRONG : new OnlyOnce("ALTER DATABASE SET TABLESPACE");
        }
        return statement instanceof Unrecognised unrecognised ? unrecognised(unrecognised.kind()) : STRONG;
    }

    private static TransactionUse drop(Drop drop) {
        return switch (drop.kind()) {
            case DATABASE, TABLESPACE, SUBSCRIPTION ->
                new OnlyOnce("DROP " + drop.kind().name());
            default -> drop.kind() == ObjectKind.INDEX && drop.concurrently() ? IndexUses.of(drop) : STRONG;
        };
    }

    private static TransactionUse unrecognised(String kind) {
        return switch (kind) {
            case "CREATE DATABASE", "CREATE TABLESPACE" -> new OnlyOnce(kind);
            case "ALTER SYSTEM" -> new Repeatable(kind);
            default -> WEAK_KINDS.contains(kind) ? WEAK : STRONG;
        };
    }

    /** END and ABORT are called as they are written. */
    private static TransactionUse transaction(TransactionControl control, String word) {
        return switch (control.action()) {
            case SAVEPOINT, RELEASE, ROLLBACK_TO -> WEAK;
            case BEGIN, COMMIT, ROLLBACK -> UnparsedUses.endsTheTransaction(word);
            case PREPARE -> new Refused("PREPARE TRANSACTION", Reason.ENDS_THE_TRANSACTION);
            case COMMIT_PREPARED -> new Refused("COMMIT PREPARED", Reason.ENDS_THE_TRANSACTION);
            case ROLLBACK_PREPARED -> new Refused("ROLLBACK PREPARED", Reason.ENDS_THE_TRANSACTION);
        };
    }
}
