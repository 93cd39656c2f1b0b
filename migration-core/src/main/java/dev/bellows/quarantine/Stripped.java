package dev.bellows.quarantine;

import dev.bellows.ledger.Sql;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.DropConstraint;
import dev.bellows.sql.tree.DropDefault;
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
                case CONSTRAINT, NOT_NULL -> definitions.constraints(oids);
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
            take(Part.CONSTRAINT, table, drop.constraint().name(), tables);
        } else if (action instanceof DropDefault drop) {
            take(Part.DEFAULT, table, drop.column().name(), tables);
        } else if (action instanceof DropNotNull drop) {
            take(Part.NOT_NULL, table, drop.column().name(), tables);
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
