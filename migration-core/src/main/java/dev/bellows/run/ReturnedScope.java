package dev.bellows.run;

import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterPublication;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.AttachPartition;
import dev.bellows.sql.tree.Copy;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateRule;
import dev.bellows.sql.tree.CreateSequence;
import dev.bellows.sql.tree.Delete;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Insert;
import dev.bellows.sql.tree.Merge;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Truncate;
import dev.bellows.sql.tree.Update;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether statements have to do with tables that came back in their step, and with nothing else. */
final class ReturnedScope {
    /** No statement that makes one is understood. */
    private static final Pattern STATISTICS = Pattern.compile("^\\s*create\\s+statistics\\b", Pattern.CASE_INSENSITIVE);

    private static final String REACHES = """
            WITH RECURSIVE reached AS (
                SELECT pg_catalog.to_regclass(?)::oid AS oid
                UNION
                SELECT more.oid FROM reached AS r CROSS JOIN LATERAL (
                    SELECT i.inhrelid AS oid FROM pg_catalog.pg_inherits AS i WHERE i.inhparent = r.oid
                    UNION ALL
                    SELECT d.refobjid FROM pg_catalog.pg_class AS v JOIN pg_catalog.pg_rewrite AS w ON w.ev_class = v.oid
                        JOIN pg_catalog.pg_depend AS d ON d.classid = 'pg_catalog.pg_rewrite'::pg_catalog.regclass AND d.objid = w.oid
                            AND d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass
                    WHERE v.oid = r.oid AND v.relkind = 'v'
                ) AS more
            )
            SELECT EXISTS (SELECT FROM reached WHERE oid = pg_catalog.to_regclass(?))""";

    private final Session session;
    private final WaitingThings waiting;
    private final MadeAgain made;
    private final Set<String> tables;

    /**
     * Of one step.
     *
     * @param made what its statements made of those tables
     * @param tables that have come back by now; others add to them
     */
    ReturnedScope(Session session, WaitingThings waiting, MadeAgain made, Set<String> tables) {
        this.session = session;
        this.waiting = waiting;
        this.made = made;
        this.tables = tables;
    }

    /** Whether a statement has to do with nothing but one of them; or changes rows of one, through its parent or a view. */
    boolean alone(Statement parsed, StatementText statement) throws SQLException {
        if (tables.isEmpty()) {
            return false;
        }
        if (made.renamesIndex(parsed)) {
            return true;
        }
        if (parsed instanceof CreateSequence sequence) {
            return owned(WaitingThings.quoted(sequence.name()));
        }
        if (parsed instanceof AlterPublication publication
                && publication.action().equalsIgnoreCase("ADD")
                && !publication.tables().isEmpty()) {
            return all(publication.tables());
        }
        if (parsed instanceof AlterTable alter && leadsBack(alter)) {
            return true;
        }
        @Nullable QualifiedName name = table(parsed);
        if (name == null) {
            return STATISTICS.matcher(statement.text()).find();
        }
        String table = waiting.there(name);
        return tables.contains(table) || (changesRows(parsed) && reachesOne(table));
    }

    /** Whether a statement gives another table nothing but keys to these, or makes them its partitions: they bring that along. */
    private boolean leadsBack(AlterTable alter) throws SQLException {
        List<QualifiedName> named = new ArrayList<>();
        for (AlterTableAction action : alter.actions()) {
            if (action instanceof AttachPartition attach) {
                named.add(attach.partition());
            } else if (action instanceof AddConstraint add && add.constraint() instanceof ForeignKeyConstraint key) {
                named.add(key.table());
            } else {
                return false;
            }
        }
        return all(named);
    }

    private boolean all(List<QualifiedName> names) throws SQLException {
        for (QualifiedName name : names) {
            if (!tables.contains(waiting.there(name))) {
                return false;
            }
        }
        return true;
    }

    /** A sequence comes back with the table that it belongs to; a dump makes it beside that. */
    private boolean owned(String sequence) throws SQLException {
        for (String back : tables) {
            if (OwnSequence.of(session, sequence, back)) {
                return true;
            }
        }
        return false;
    }

    private boolean reachesOne(String table) throws SQLException {
        for (String back : tables) {
            if (yes(REACHES, table, back)) {
                return true;
            }
        }
        return false;
    }

    boolean hasColumn(String table, String column) throws SQLException {
        return yes(
                "SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(?) AND attname = ?"
                        + " AND attnum > 0 AND NOT attisdropped)",
                table,
                column);
    }

    private boolean yes(String sql, String first, String second) throws SQLException {
        try (PreparedStatement asked = session.connection().prepareStatement(sql)) {
            asked.setString(1, first);
            asked.setString(2, second);
            try (ResultSet row = asked.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    static @Nullable QualifiedName table(Statement parsed) {
        if (parsed instanceof AlterTable alter) {
            return alter.relation().name();
        } else if (parsed instanceof CreateIndex index) {
            return index.table().name();
        } else if (parsed instanceof dev.bellows.sql.tree.CreateTrigger trigger) {
            return trigger.table();
        } else if (parsed instanceof dev.bellows.sql.tree.CreatePolicy policy) {
            return policy.table();
        } else if (parsed instanceof CreateRule rule) {
            return rule.table();
        } else if (parsed instanceof Rename rename) {
            // Of a part of it; where it gets another name itself, that is its own again.
            return rename.part() == null ? null : rename.object().name();
        } else if (parsed instanceof Insert insert) {
            return insert.table();
        } else if (parsed instanceof Update update) {
            return update.table().name();
        } else if (parsed instanceof Delete delete) {
            return delete.table().name();
        } else if (parsed instanceof Merge merge) {
            return merge.table().name();
        } else if (parsed instanceof Truncate truncate) {
            return truncate.tables().size() == 1 ? truncate.tables().get(0).name() : null;
        }
        return parsed instanceof Copy copy ? copy.table() : null;
    }

    static boolean changesRows(Statement parsed) {
        return parsed instanceof Insert
                || parsed instanceof Update
                || parsed instanceof Delete
                || parsed instanceof Merge
                || parsed instanceof Truncate
                || parsed instanceof Copy;
    }
}
