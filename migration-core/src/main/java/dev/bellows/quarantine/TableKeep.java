package dev.bellows.quarantine;

import dev.bellows.ledger.Sql;
import dev.bellows.model.QuarantineWay;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a table by moving it to another schema. Its indexes, constraints, defaults, grants and the sequences that it owns
 * move along. What would make itself felt elsewhere is taken off: foreign keys in both directions, triggers, rules and
 * policies, which name other objects, publications, the table that it is a part of.
 */
final class TableKeep {
    private static final String TREE = """
            WITH tree AS (
                SELECT c.*, format('%I.%I', n.nspname, c.relname) AS name, n.nspname
                FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = ANY (?)
            )
            """;

    private final Connection connection;
    private final String schema;
    private final TableTree tree;
    private final List<Long> together;
    private final Pieces pieces = Pieces.lastFirst();
    private final Definitions definitions;

    private TableKeep(Connection connection, String schema, TableTree tree, List<Long> together) {
        this.connection = connection;
        this.schema = schema;
        this.tree = tree;
        this.together = together;
        this.definitions = new Definitions(connection, pieces, Definitions.Going.DROPPED);
    }

    /**
     * How a table is kept.
     *
     * @param oid the table's
     * @param together every table that the statement drops
     * @param trial the statement that would drop it, to be tried; null where that was done
     * @param whereabouts what waits by now, and is not in its way
     */
    static Keep of(
            Connection connection,
            long oid,
            List<Long> together,
            boolean cascade,
            @Nullable String trial,
            String schema,
            Whereabouts whereabouts)
            throws SQLException {
        TableTree tree = TableTree.of(connection, oid, cascade);
        tree.requireOneNameEach();
        TableKeep keep = new TableKeep(connection, schema, tree, together);
        keep.take(trial, cascade, whereabouts);
        return new Keep(
                tree.name(),
                tree.name(),
                QuarantineWay.MOVED,
                schema,
                tree.placeIn(schema),
                keep.pieces.before(),
                true,
                keep.pieces.restore(),
                keep.pieces.lost(),
                tree.rows(),
                false,
                null,
                null);
    }

    private void take(@Nullable String trial, boolean cascade, Whereabouts whereabouts) throws SQLException {
        pieces.take(Quarantine.lock(tree.name()));
        pieces.take("CREATE SCHEMA " + Sql.quote(schema));
        // What PostgreSQL would refuse is refused.
        if (trial != null) {
            pieces.take("SAVEPOINT bellows_trial");
            RowTypeUsers.waiting(connection, together, whereabouts).forEach(pieces::take);
            pieces.take(trial);
            pieces.take("ROLLBACK TO SAVEPOINT bellows_trial");
        }
        if (cascade) {
            dependents();
        }
        foreignKeys();
        definitions.triggers(find(
                "SELECT t.oid FROM tree JOIN pg_trigger AS t ON t.tgrelid = tree.oid WHERE " + Quiet.MADE_BY_PEOPLE));
        definitions.rules(find("SELECT r.oid FROM tree JOIN pg_rewrite AS r ON r.ev_class = tree.oid"));
        definitions.policies(find("SELECT p.oid FROM tree JOIN pg_policy AS p ON p.polrelid = tree.oid"));
        definitions.publications(find("SELECT p.oid FROM tree JOIN pg_publication_rel AS p ON p.prrelid = tree.oid"));
        parents();
        statistics();
        move();
    }

    private List<Long> find(String sql) throws SQLException {
        return Definitions.find(connection, TREE + sql, tree.array(connection));
    }

    /** What CASCADE takes along and stands elsewhere goes, as the file says; much of it can be made again. */
    private void dependents() throws SQLException {
        List<Integer> whole = Collections.nCopies(tree.oids().size(), 0);
        Dependents dependents = Dependents.of(connection, tree.oids(), whole, together);
        dependents.requireNoData(tree.name(), true);
        dependents.define(definitions, Set.of());
        dependents.lose(pieces, true);
    }

    /**
     * Kept, an outgoing key would make deletes in the other table fail, and ON DELETE CASCADE would delete what waits. One
     * within the tree moves along. One between two tables that go together goes with the one that has it, and either of them
     * may come back last.
     */
    private void foreignKeys() throws SQLException {
        definitions.constraints(find("""
                SELECT k.oid FROM tree JOIN pg_constraint AS k ON k.conrelid = tree.oid
                WHERE k.contype = 'f' AND k.conparentid = 0 AND k.confrelid NOT IN (SELECT oid FROM tree)"""));
        List<Long> incoming = Definitions.find(
                connection, TREE + """
                SELECT k.oid FROM tree JOIN pg_constraint AS k ON k.confrelid = tree.oid
                WHERE k.contype = 'f' AND k.conparentid = 0 AND k.conrelid = ANY (?) AND k.conrelid NOT IN (SELECT oid FROM tree)""", tree.array(connection), connection.createArrayOf("oid", together.toArray()));
        new Definitions(connection, pieces, Definitions.Going.BY_ITSELF).constraints(incoming);
    }

    /**
     * A partition's keys and triggers that its table gave it become its own when it is detached, and come with it again: a
     * foreign key under the table's name, unless it is there already under its own.
     */
    private void parents() throws SQLException {
        ask(true, """
                SELECT CASE WHEN tree.relispartition THEN format('ALTER TABLE %s DETACH PARTITION %s', i.inhparent::regclass, tree.name)
                        ELSE format('ALTER TABLE %s NO INHERIT %s', tree.name, i.inhparent::regclass) END AS taken,
                    CASE WHEN tree.relispartition THEN format('ALTER TABLE %s ATTACH PARTITION %s %s', i.inhparent::regclass, tree.name,
                            pg_get_expr(tree.relpartbound, tree.oid))
                        ELSE format('ALTER TABLE %s INHERIT %s', tree.name, i.inhparent::regclass) END AS back,
                    format('its place in %s', i.inhparent::regclass) AS what
                FROM tree JOIN pg_inherits AS i ON i.inhrelid = tree.oid AND i.inhparent NOT IN (SELECT oid FROM tree)
                ORDER BY i.inhseqno""");
        ask(false, """
                SELECT format('ALTER TABLE %s DROP CONSTRAINT %I', tree.name, k.conname) AS taken,
                    format('ALTER TABLE %s ADD CONSTRAINT %I %s', tree.name, k.conname, pg_get_constraintdef(k.oid)) AS back,
                    format('the constraint %I of %s', k.conname, tree.name) AS what
                FROM tree JOIN pg_inherits AS i ON i.inhrelid = tree.oid AND i.inhparent NOT IN (SELECT oid FROM tree)
                    JOIN pg_constraint AS k ON k.conrelid = tree.oid AND k.contype = 'f' AND k.conparentid <> 0
                WHERE tree.relispartition ORDER BY k.oid""");
        ask(false, """
                SELECT NULL AS taken, NULL AS back, format('which of its columns and constraints %s has from %s: they are its own as well',
                    tree.name, string_agg(i.inhparent::regclass::text, ', ' ORDER BY i.inhseqno)) AS what
                FROM tree JOIN pg_inherits AS i ON i.inhrelid = tree.oid AND i.inhparent NOT IN (SELECT oid FROM tree)
                WHERE NOT tree.relispartition GROUP BY tree.name""");
        ask(false, """
                SELECT NULL AS taken, NULL AS back,
                    format('that it has no part of the index %s: it gets one', x.indexrelid::regclass) AS what
                FROM tree JOIN pg_inherits AS i ON i.inhrelid = tree.oid AND i.inhparent NOT IN (SELECT oid FROM tree)
                    JOIN pg_index AS x ON x.indrelid = i.inhparent
                WHERE tree.relispartition AND NOT EXISTS (SELECT FROM pg_inherits AS part JOIN pg_index AS own
                    ON own.indexrelid = part.inhrelid WHERE part.inhparent = x.indexrelid AND own.indrelid = tree.oid)
                ORDER BY x.indexrelid""");
    }

    private void statistics() throws SQLException {
        ask(true, """
                SELECT format('ALTER STATISTICS %I.%I SET SCHEMA %I', n.nspname, s.stxname, {schema}) AS taken,
                    format('ALTER STATISTICS %I.%I SET SCHEMA %I', {schema}, s.stxname, n.nspname) AS back,
                    format('the statistics %I.%I', n.nspname, s.stxname) AS what
                FROM tree JOIN pg_statistic_ext AS s ON s.stxrelid = tree.oid JOIN pg_namespace AS n ON n.oid = s.stxnamespace
                ORDER BY s.oid""");
    }

    private void move() throws SQLException {
        ask(true, """
                SELECT format('ALTER TABLE %s SET SCHEMA %I', name, {schema}) AS taken,
                    format('ALTER TABLE %I.%I SET SCHEMA %I', {schema}, relname, nspname) AS back, name AS what
                FROM tree ORDER BY oid""");
    }

    /** Asks, with the tables as {@code tree}. */
    private void ask(boolean needed, String sql) throws SQLException {
        pieces.add(connection, needed, TREE + sql.replace("{schema}", Sql.literal(schema)), tree.array(connection));
    }
}
