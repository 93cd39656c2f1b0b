package dev.bellows.sql;

import dev.bellows.sql.tree.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a statement means for transactions, locks and the engine, as far as its text tells. What functions and
 * procedures do is not looked into. Two commands that PostgreSQL forbids only on partitioned tables, REINDEX
 * TABLE or INDEX and CLUSTER with a table, count as {@link Inside}, because the text does not tell.
 */
public sealed interface TransactionUse {

    /**
     * Runs inside a transaction.
     *
     * <p>A function can take any lock, so a query (SELECT, WITH, VALUES, TABLE, EXPLAIN) that calls one by name is taken to
     * take strong locks, unless the function is a well-known harmless one; and so is EXECUTE, whose statement stands
     * elsewhere. INSERT, UPDATE, DELETE, MERGE and COPY are not searched: a file may hold a million of them, and what their
     * functions and triggers do is rarely DDL. Nor are the functions behind operators, casts and views known.
     *
     * @param strongLocks false when the statement itself is known to take no table lock stronger than SHARE UPDATE EXCLUSIVE
     *     on a table that was there before
     */
    record Inside(boolean strongLocks) implements TransactionUse {}

    /** COPY … FROM STDIN: runs inside a transaction, and its data follows it in the script. */
    record CopyFromStdin() implements TransactionUse {}

    /** PostgreSQL refuses these inside a transaction block. */
    sealed interface Outside extends TransactionUse {
        /** The command in PostgreSQL's words, such as {@code CREATE INDEX CONCURRENTLY}. */
        String command();
    }

    /**
     * CREATE INDEX CONCURRENTLY.
     *
     * @param index the index, without a schema; null when PostgreSQL is to choose the name
     * @param ifNotExists whether IF NOT EXISTS is written
     * @param unique whether UNIQUE is written
     * @param table the table that is indexed
     * @param concurrentlyWord where CONCURRENTLY stands
     * @param ifNotExistsWords where IF NOT EXISTS stands, from its first word to its last, or null
     * @param indexName where the index's name stands, or null
     * @param tableName where the table's name stands, with its schema and without ONLY
     */
    record CreateIndexConcurrently(
            @Nullable Name index,
            boolean ifNotExists,
            boolean unique,
            Name table,
            Place concurrentlyWord,
            @Nullable Place ifNotExistsWords,
            @Nullable Place indexName,
            Place tableName)
            implements Outside {
        @Override
        public String command() {
            return "CREATE INDEX CONCURRENTLY";
        }
    }

    /**
     * DROP INDEX CONCURRENTLY.
     *
     * @param indexes the indexes; PostgreSQL accepts one
     * @param ifExists whether IF EXISTS is written
     */
    record DropIndexConcurrently(List<Name> indexes, boolean ifExists) implements Outside {
        public DropIndexConcurrently {
            indexes = List.copyOf(indexes);
        }

        @Override
        public String command() {
            return "DROP INDEX CONCURRENTLY";
        }
    }

    /**
     * REINDEX with CONCURRENTLY, as a word or as an option in parentheses.
     *
     * @param kind INDEX, TABLE, SCHEMA, DATABASE or SYSTEM
     * @param target what is reindexed; null when it is not named (the current database)
     */
    record ReindexConcurrently(String kind, @Nullable Name target) implements Outside {
        @Override
        public String command() {
            return "REINDEX " + kind + " CONCURRENTLY";
        }
    }

    /**
     * ALTER TABLE … DETACH PARTITION … CONCURRENTLY.
     *
     * @param table the partitioned table
     * @param partition the partition
     */
    record DetachConcurrently(Name table, Name partition) implements Outside {
        @Override
        public String command() {
            return "ALTER TABLE ... DETACH CONCURRENTLY";
        }
    }

    /**
     * A command that does no harm when it runs twice.
     *
     * @param command the command, such as {@code VACUUM}
     */
    record Repeatable(String command) implements Outside {}

    /**
     * A command that fails, or does something else, when it runs twice.
     *
     * @param command the command, such as {@code CREATE DATABASE}
     */
    record OnlyOnce(String command) implements Outside {}

    /**
     * Bellows refuses this in a migration.
     *
     * @param command the command or function, such as {@code COMMIT} or {@code pg_advisory_unlock_all}
     * @param reason why
     */
    record Refused(String command, Reason reason) implements TransactionUse {
        /** Why Bellows refuses a statement. */
        public enum Reason {
            /** It begins or ends a transaction, which is the engine's to do. */
            ENDS_THE_TRANSACTION,
            /** It can release the advisory lock that keeps other runners away. */
            LOSES_THE_LOCK,
            /** It changes the isolation or the access mode that the engine has set. */
            CHANGES_THE_TRANSACTION,
            /** It makes the server read strings by other rules than the splitter. */
            CHANGES_THE_STRINGS
        }
    }
}
