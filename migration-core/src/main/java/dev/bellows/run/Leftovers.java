package dev.bellows.run;

import dev.bellows.ledger.Sql;
import dev.bellows.plan.Clearing;
import dev.bellows.sql.Name;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse.CreateIndexConcurrently;
import dev.bellows.sql.TransactionUse.DetachConcurrently;
import dev.bellows.sql.TransactionUse.ReindexConcurrently;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a broken try of a statement left in the database, and the SQL that clears it away: INVALID indexes, REINDEX's
 * {@code _ccnew} and {@code _ccold}, a pending DETACH. The plan shows that SQL and the run executes it, asked again. See
 * https://www.postgresql.org/docs/18/sql-createindex.html#SQL-CREATEINDEX-CONCURRENTLY.
 */
final class Leftovers {
    /** An INVALID index, and how it goes. */
    record Broken(IndexCatalog.Index index, Clearing clearing) {}

    private final Session session;
    private final IndexCatalog indexes;

    Leftovers(Session session) {
        this.session = session;
        this.indexes = new IndexCatalog(session);
    }

    /** Whether a broken try of this statement leaves anything. */
    static boolean leavesAny(StatementText statement) {
        return statement.use() instanceof CreateIndexConcurrently
                || statement.use() instanceof ReindexConcurrently
                || statement.use() instanceof DetachConcurrently;
    }

    /** All that is, or would be, cleared away around this statement. */
    List<Clearing> around(StatementText statement) throws SQLException {
        List<Clearing> found = new ArrayList<>();
        pendingDetach(statement).ifPresent(found::add);
        for (Broken broken : brokenIndexes(statement)) {
            found.add(broken.clearing());
        }
        afterAFailedTry(statement).ifPresent(found::add);
        return found;
    }

    /** What would make this statement fail, or pass without doing anything. */
    List<Broken> brokenIndexes(StatementText statement) throws SQLException {
        List<Broken> found = new ArrayList<>();
        if (statement.use() instanceof CreateIndexConcurrently create) {
            for (IndexCatalog.Index index : indexes.invalid(statement.text(), create)) {
                found.add(broken(statement, index, "an earlier try left it INVALID"));
            }
        } else if (statement.use() instanceof ReindexConcurrently reindex) {
            for (IndexCatalog.Index index : indexes.leftovers(reindex)) {
                found.add(broken(statement, index, "a broken REINDEX CONCURRENTLY left it"));
            }
        }
        return found;
    }

    private static Broken broken(StatementText statement, IndexCatalog.Index index, String why) {
        return new Broken(index, new Clearing(statement.number(), Clearing.When.BEFORE, dropSql(index.name()), why));
    }

    /** How a detach that began is ended, whoever began it: the same statement would only fail. */
    Optional<Clearing> pendingDetach(StatementText statement) throws SQLException {
        if (!(statement.use() instanceof DetachConcurrently detach)) {
            return Optional.empty();
        }
        try (Statement asking = session.connection().createStatement();
                ResultSet row = asking.executeQuery("SELECT " + named("tn", "t") + ", " + named("pn", "p")
                        + " FROM pg_catalog.pg_inherits AS i"
                        + " JOIN pg_catalog.pg_class AS t ON t.oid = i.inhparent"
                        + " JOIN pg_catalog.pg_namespace AS tn ON tn.oid = t.relnamespace"
                        + " JOIN pg_catalog.pg_class AS p ON p.oid = i.inhrelid"
                        + " JOIN pg_catalog.pg_namespace AS pn ON pn.oid = p.relnamespace"
                        + " WHERE i.inhdetachpending AND i.inhparent = " + regclass(detach.table())
                        + " AND i.inhrelid = " + regclass(detach.partition()))) {
            return row.next()
                    ? Optional.of(new Clearing(
                            statement.number(),
                            Clearing.When.INSTEAD,
                            "ALTER TABLE " + row.getString(1) + " DETACH PARTITION " + row.getString(2) + " FINALIZE",
                            "the detach was begun and not ended"))
                    : Optional.empty();
        }
    }

    /** What a try of this very run may leave, which is cleared away before the next one and before the run ends. */
    private Optional<Clearing> afterAFailedTry(StatementText statement) throws SQLException {
        if (statement.use() instanceof CreateIndexConcurrently create) {
            @Nullable String name = nameToBe(create);
            String why = "a build that fails leaves an INVALID index";
            return Optional.of(after(
                    statement,
                    name == null ? null : dropSql(name),
                    name != null
                            ? why
                            : why
                                    + (create.index() == null
                                            ? ", which PostgreSQL names"
                                            : ", in the schema of its table")));
        }
        return statement.use() instanceof ReindexConcurrently
                ? Optional.of(after(statement, null, "a REINDEX that fails leaves INVALID indexes *_ccnew or *_ccold"))
                : Optional.empty();
    }

    private static Clearing after(StatementText statement, @Nullable String sql, String why) {
        return new Clearing(statement.number(), Clearing.When.AFTER_A_FAILED_TRY, sql, why);
    }

    /** An index gets its table's schema; null while that cannot be known, or where PostgreSQL chooses the name. */
    private @Nullable String nameToBe(CreateIndexConcurrently create) throws SQLException {
        @Nullable Name index = create.index();
        if (index == null) {
            return null;
        }
        @Nullable String schema = create.table().schema();
        try (Statement asking = session.connection().createStatement();
                ResultSet row = asking.executeQuery("SELECT pg_catalog.quote_ident("
                        + (schema != null
                                ? Sql.literal(schema)
                                : "(SELECT n.nspname::text FROM pg_catalog.pg_class AS t JOIN pg_catalog.pg_namespace AS n"
                                        + " ON n.oid = t.relnamespace WHERE t.oid = " + regclass(create.table()) + ")")
                        + ") || '.' || pg_catalog.quote_ident(" + Sql.literal(index.name()) + ")")) {
            row.next();
            return row.getString(1);
        }
    }

    /** The one place that writes it: what is shown and what is executed. */
    private static String dropSql(String index) {
        return "DROP INDEX CONCURRENTLY IF EXISTS " + index;
    }

    private static String named(String namespace, String relation) {
        return "pg_catalog.quote_ident(" + namespace + ".nspname) || '.' || pg_catalog.quote_ident(" + relation
                + ".relname)";
    }

    static String regclass(Name name) {
        return "pg_catalog.to_regclass(" + Probes.literal(name) + ")";
    }
}
