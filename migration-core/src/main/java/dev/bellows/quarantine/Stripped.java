package dev.bellows.quarantine;

import dev.bellows.ledger.Sql;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.ChangeInheritance;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.DropConstraint;
import dev.bellows.sql.tree.DropDefault;
import dev.bellows.sql.tree.DropIdentity;
import dev.bellows.sql.tree.DropNotNull;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a file takes off tables by name before it drops them: {@code DROP CONSTRAINT}, {@code DROP INDEX} and the like. A table
 * waits as it is when it is dropped, and has to come back as it was before.
 */
public final class Stripped {
    /** Something of a table {@code t} with a name; and what says how it is made again. */
    private enum Part {
        CONSTRAINT("pg_catalog.pg_constraint AS o ON o.conrelid = t.oid WHERE o.conname = ?"),
        /** Those of other tables that go with a constraint. */
        KEYS(
                "pg_catalog.pg_constraint AS k ON k.conrelid = t.oid JOIN pg_catalog.pg_constraint AS o ON o.contype = 'f'"
                        + " AND o.confrelid = t.oid AND o.conindid = k.conindid AND o.conparentid = 0 AND o.oid <> k.oid WHERE k.conname = ?"),
        DEFAULT("pg_catalog.pg_attribute AS a ON a.attrelid = t.oid JOIN pg_catalog.pg_attrdef AS o"
                + " ON o.adrelid = t.oid AND o.adnum = a.attnum WHERE a.attname = ?"),
        NOT_NULL("pg_catalog.pg_attribute AS a ON a.attrelid = t.oid JOIN pg_catalog.pg_constraint AS o"
                + " ON o.conrelid = t.oid AND o.contype = 'n' AND a.attnum = ANY (o.conkey) WHERE a.attname = ?"),
        INDEX(
                "pg_catalog.pg_index AS x ON x.indrelid = t.oid JOIN pg_catalog.pg_class AS o ON o.oid = x.indexrelid WHERE o.relname = ?"),
        TRIGGER("pg_catalog.pg_trigger AS o ON o.tgrelid = t.oid WHERE o.tgname = ?"),
        POLICY("pg_catalog.pg_policy AS o ON o.polrelid = t.oid WHERE o.polname = ?"),
        RULE("pg_catalog.pg_rewrite AS o ON o.ev_class = t.oid WHERE o.rulename = ?");

        private final String of;

        Part(String of) {
            this.of = of;
        }

        void define(Definitions definitions, List<Long> oids) throws SQLException {
            switch (this) {
                case CONSTRAINT, KEYS, NOT_NULL -> definitions.constraints(oids);
                case DEFAULT -> definitions.defaults(oids);
                case INDEX -> {
                    definitions.indexes(oids);
                    definitions.propertiesOfIndexes(oids);
                }
                case TRIGGER -> definitions.triggers(oids);
                case POLICY -> definitions.policies(oids);
                case RULE -> definitions.rules(oids);
            }
        }
    }

    private static final String OF_TABLE = "SELECT pg_catalog.format('%I.%I', n.nspname, t.relname), o.oid::bigint"
            + " FROM pg_catalog.pg_class AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace"
            + " AND t.oid = pg_catalog.to_regclass(?) JOIN ";

    /** With where it stands. */
    private static final String IDENTITY = """
            SELECT i.name, ARRAY[
                pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %I.%I START %s INCREMENT %s MINVALUE %s'
                    ' MAXVALUE %s CACHE %s %s)', i.name, i.attname, CASE i.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, s.schemaname,
                    s.sequencename, s.start_value, s.increment_by, s.min_value, s.max_value, s.cache_size, CASE WHEN s.cycle THEN 'CYCLE' ELSE 'NO CYCLE' END),
                pg_catalog.format('SELECT pg_catalog.setval(%L, %s, %s)', pg_catalog.format('%I.%I', s.schemaname, s.sequencename),
                    coalesce(s.last_value, s.start_value), (s.last_value IS NOT NULL)::text)]
            FROM (SELECT a.attname, a.attidentity, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
                    pg_catalog.pg_get_serial_sequence(pg_catalog.format('%I.%I', n.nspname, c.relname), a.attname)::pg_catalog.regclass AS sequence
                FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attname = ? AND a.attidentity <> '') AS i
            JOIN pg_catalog.pg_class AS q ON q.oid = i.sequence JOIN pg_catalog.pg_namespace AS m ON m.oid = q.relnamespace
            JOIN pg_catalog.pg_sequences AS s ON s.schemaname = m.nspname AND s.sequencename = q.relname""";

    private static final String HEIR = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
                ARRAY[pg_catalog.format('ALTER TABLE %I.%I INHERIT %I.%I', n.nspname, c.relname, m.nspname, p.relname)]
            FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace AS m ON m.oid = p.relnamespace
            WHERE i.inhrelid = pg_catalog.to_regclass(?) AND i.inhparent = pg_catalog.to_regclass(?)""";

    private final Connection connection;
    private final Map<String, List<Mend>> mends = new HashMap<>();

    /** Of one transaction. */
    public Stripped(Connection connection) {
        this.connection = connection;
    }

    /**
     * A statement is about to run.
     *
     * @return the tables that it takes something off, which can be put back; quoted where they must be
     */
    public Set<String> sees(Statement statement) throws SQLException {
        Set<String> tables = new TreeSet<>();
        if (statement instanceof AlterTable alter && alter.kind() == ObjectKind.TABLE) {
            String table = Quarantine.quoted(alter.relation().name());
            for (AlterTableAction action : alter.actions()) {
                sees(action, table, tables);
            }
        } else if (statement instanceof Drop drop) {
            for (ObjectReference object : drop.objects()) {
                sees(drop.kind(), object, tables);
            }
        }
        return tables;
    }

    private void sees(AlterTableAction action, String table, Set<String> tables) throws SQLException {
        if (action instanceof DropConstraint drop) {
            if (drop.cascade()) {
                take(Part.KEYS, table, drop.constraint().name(), tables);
            }
            take(Part.CONSTRAINT, table, drop.constraint().name(), tables);
        } else if (action instanceof DropDefault drop) {
            take(Part.DEFAULT, table, drop.column().name(), tables);
        } else if (action instanceof DropNotNull drop) {
            take(Part.NOT_NULL, table, drop.column().name(), tables);
        } else if (action instanceof DropIdentity drop) {
            take(IDENTITY, table, drop.column().name(), "that it is an identity", tables);
        } else if (action instanceof ChangeInheritance change && !change.inherit()) {
            take(HEIR, table, Quarantine.quoted(change.parent()), "its place in " + change.parent(), tables);
        }
    }

    /** What comes back by statements that the server writes. */
    private void take(String sql, String table, String name, String what, Set<String> tables) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    List<Mend> back = new ArrayList<>();
                    for (String each : (String[]) row.getArray(2).getArray()) {
                        back.add(new Mend(each, false, what));
                    }
                    take(row.getString(1), back, tables);
                }
            }
        }
    }

    private void sees(ObjectKind kind, ObjectReference object, Set<String> tables) throws SQLException {
        @Nullable QualifiedName name = object.name();
        @Nullable QualifiedName of = object.of();
        if (name == null) {
            return;
        }
        String table = of == null ? "" : Quarantine.quoted(of);
        switch (kind) {
            case INDEX -> take(Part.INDEX, tableOf(Quarantine.quoted(name)), name.name(), tables);
            case TRIGGER -> take(Part.TRIGGER, table, name.name(), tables);
            case POLICY -> take(Part.POLICY, table, name.name(), tables);
            case RULE -> take(Part.RULE, table, name.name(), tables);
            default -> {}
        }
    }

    private String tableOf(String index) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_index AS x JOIN pg_catalog.pg_class AS c"
                        + " ON c.oid = x.indrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
                        + " WHERE x.indexrelid = pg_catalog.to_regclass(?)")) {
            statement.setString(1, index);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    private void take(Part part, String table, String name, Set<String> tables) throws SQLException {
        List<Long> oids = new ArrayList<>();
        String found = "";
        try (PreparedStatement statement = connection.prepareStatement(OF_TABLE + part.of)) {
            statement.setString(1, table);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found = row.getString(1);
                    oids.add(row.getLong(2));
                }
            }
        }
        if (!found.isEmpty()) {
            Pieces pieces = Pieces.inOrder();
            OwnSettings.with(connection, () -> {
                part.define(new Definitions(connection, pieces, Definitions.Going.BY_ITSELF), oids);
                return pieces;
            });
            take(found, pieces.restore(), tables);
        } else if (part == Part.NOT_NULL) {
            takeNotNull(table, name, tables);
        }
    }

    /** Before PostgreSQL 18 it is no constraint: https://www.postgresql.org/docs/18/release-18.html */
    private void takeNotNull(String table, String column, Set<String> tables) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(OF_TABLE
                + "pg_catalog.pg_attribute AS a ON a.attrelid = t.oid AND a.attnotnull JOIN pg_catalog.pg_class AS o ON o.oid = t.oid"
                + " WHERE a.attname = ?")) {
            statement.setString(1, table);
            statement.setString(2, column);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    String found = row.getString(1);
                    String name = Sql.quote(column);
                    String back = "ALTER TABLE " + found + " ALTER COLUMN " + name + " SET NOT NULL";
                    take(found, List.of(new Mend(back, false, "NOT NULL (" + name + " of " + found + ")")), tables);
                }
            }
        }
    }

    /** What was taken off last is put back first. */
    private void take(String table, List<Mend> back, Set<String> tables) {
        tables.add(table);
        mends.computeIfAbsent(table, each -> new ArrayList<>()).addAll(0, back);
    }

    /** A table is about to be kept: the same, with what was taken off it. */
    public Keep with(Keep keep) {
        return keep.andBack(mends.getOrDefault(keep.object(), List.of()));
    }
}
