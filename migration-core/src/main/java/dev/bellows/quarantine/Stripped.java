package dev.bellows.quarantine;

import dev.bellows.model.QuarantineWay;
import dev.bellows.sql.tree.AlterPublication;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.ChangeInheritance;
import dev.bellows.sql.tree.ClusterOn;
import dev.bellows.sql.tree.DetachPartition;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.DropConstraint;
import dev.bellows.sql.tree.DropDefault;
import dev.bellows.sql.tree.DropIdentity;
import dev.bellows.sql.tree.DropNotNull;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a file takes off tables by name before it drops them: {@code DROP CONSTRAINT}, {@code DROP INDEX} and the like. A table
 * waits as it is when it is dropped, and has to come back as it was before.
 */
public final class Stripped {
    /** What one statement takes off a table: it comes back with that, or with a column that it needs. */
    public static final class Taken {
        private final List<Integer> columns;
        private final List<Mend> back;
        private @Nullable String parent;
        private @Nullable String lost;
        private boolean kept;

        private Taken(List<Integer> columns, List<Mend> back) {
            this.columns = List.copyOf(columns);
            this.back = List.copyOf(back);
        }

        /** Whether it comes back with something that is kept. */
        public boolean kept() {
            return kept;
        }
    }

    /** Something of a table {@code t} with a name; and what says how it is made again. */
    private enum Part {
        CONSTRAINT("o.conkey", "pg_catalog.pg_constraint AS o ON o.conrelid = t.oid WHERE o.conname = ?"),
        /** Those of other tables that go with a constraint. */
        KEYS(
                "k.conkey",
                "pg_catalog.pg_constraint AS k ON k.conrelid = t.oid JOIN pg_catalog.pg_constraint AS o ON o.contype = 'f'"
                        + " AND o.confrelid = t.oid AND o.conindid = k.conindid AND o.conparentid = 0 AND o.oid <> k.oid WHERE k.conname = ?"),
        DEFAULT(
                "ARRAY[a.attnum]",
                "pg_catalog.pg_attribute AS a ON a.attrelid = t.oid JOIN pg_catalog.pg_attrdef AS o"
                        + " ON o.adrelid = t.oid AND o.adnum = a.attnum WHERE a.attname = ?"),
        NOT_NULL(
                "ARRAY[a.attnum]",
                "pg_catalog.pg_attribute AS a ON a.attrelid = t.oid JOIN pg_catalog.pg_constraint AS o"
                        + " ON o.conrelid = t.oid AND o.contype = 'n' AND a.attnum = ANY (o.conkey) WHERE a.attname = ?"),
        INDEX(
                "ARRAY(SELECT d.refobjsubid::int2 FROM pg_catalog.pg_depend AS d WHERE d.objid = o.oid AND d.refobjid = t.oid"
                        + " AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass AND d.refclassid = d.classid)",
                "pg_catalog.pg_index AS x ON x.indrelid = t.oid JOIN pg_catalog.pg_class AS o ON o.oid = x.indexrelid WHERE o.relname = ?"),
        TRIGGER("ARRAY[]::int2[]", "pg_catalog.pg_trigger AS o ON o.tgrelid = t.oid WHERE o.tgname = ?"),
        POLICY("ARRAY[]::int2[]", "pg_catalog.pg_policy AS o ON o.polrelid = t.oid WHERE o.polname = ?"),
        RULE("ARRAY[]::int2[]", "pg_catalog.pg_rewrite AS o ON o.ev_class = t.oid WHERE o.rulename = ?"),
        PUBLISHED(
                "ARRAY[]::int2[]",
                "pg_catalog.pg_publication_rel AS o ON o.prrelid = t.oid JOIN pg_catalog.pg_publication AS p ON p.oid = o.prpubid"
                        + " WHERE p.pubname = ?");

        private final String columns;
        private final String of;

        /** @param columns of the table that it needs */
        Part(String columns, String of) {
            this.columns = columns;
            this.of = of;
        }

        /** Of a partitioned table, also those of its partitions, which go along. */
        void define(Connection connection, Definitions definitions, List<Long> oids) throws SQLException {
            switch (this) {
                case CONSTRAINT -> {
                    List<Long> all = find(connection, CONSTRAINTS, oids);
                    definitions.constraints(all);
                    definitions.propertiesOfIndexes(find(connection, THEIR_INDEXES, all));
                }
                case INDEX -> {
                    List<Long> all = find(connection, INDEXES, oids);
                    definitions.indexes(all);
                    definitions.propertiesOfIndexes(all);
                }
                case KEYS, NOT_NULL -> definitions.constraints(oids);
                case DEFAULT -> definitions.defaults(oids);
                case TRIGGER -> definitions.triggers(oids);
                case POLICY -> definitions.policies(oids);
                case RULE -> definitions.rules(oids);
                case PUBLISHED -> definitions.publications(oids);
            }
        }

        private static List<Long> find(Connection connection, String sql, List<Long> oids) throws SQLException {
            return Definitions.find(connection, sql, connection.createArrayOf("oid", oids.toArray()));
        }
    }

    /** A check or a foreign key of a partitioned table comes to its partitions by itself. */
    private static final String CONSTRAINTS = """
            WITH RECURSIVE part AS (
                SELECT unnest(?::oid[]) AS oid
                UNION SELECT k.oid FROM part JOIN pg_constraint AS k ON k.conparentid = part.oid WHERE k.contype IN ('p', 'u', 'x')
            ) SELECT oid FROM part ORDER BY oid""";

    private static final String THEIR_INDEXES =
            "SELECT conindid FROM pg_constraint WHERE oid = ANY (?) AND contype IN ('p', 'u', 'x') ORDER BY conindid";

    private static final String INDEXES = """
            WITH RECURSIVE part AS (
                SELECT unnest(?::oid[]) AS oid UNION SELECT i.inhrelid FROM part JOIN pg_inherits AS i ON i.inhparent = part.oid
            ) SELECT oid FROM part ORDER BY oid""";

    /** Before PostgreSQL 18 it is no constraint: https://www.postgresql.org/docs/18/release-18.html */
    private static final String NOT_NULL = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
                ARRAY[pg_catalog.format('ALTER TABLE %I.%I ALTER COLUMN %I SET NOT NULL', n.nspname, c.relname, a.attname)], ARRAY[a.attnum]
            FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attname = ? AND a.attnotnull""";

    /** With where it stands. */
    private static final String IDENTITY = """
            SELECT i.name, ARRAY[
                pg_catalog.format('ALTER TABLE %s ALTER COLUMN %I ADD GENERATED %s AS IDENTITY (SEQUENCE NAME %I.%I START %s INCREMENT %s MINVALUE %s'
                    ' MAXVALUE %s CACHE %s %s)', i.name, i.attname, CASE i.attidentity WHEN 'a' THEN 'ALWAYS' ELSE 'BY DEFAULT' END, s.schemaname,
                    s.sequencename, s.start_value, s.increment_by, s.min_value, s.max_value, s.cache_size, CASE WHEN s.cycle THEN 'CYCLE' ELSE 'NO CYCLE' END),
                pg_catalog.format('SELECT pg_catalog.setval(%L, %s, %s)', pg_catalog.format('%I.%I', s.schemaname, s.sequencename),
                    coalesce(s.last_value, s.start_value), (s.last_value IS NOT NULL)::text)], ARRAY[i.attnum]
            FROM (SELECT a.attname, a.attnum, a.attidentity, pg_catalog.format('%I.%I', n.nspname, c.relname) AS name,
                    pg_catalog.pg_get_serial_sequence(pg_catalog.format('%I.%I', n.nspname, c.relname), a.attname)::pg_catalog.regclass AS sequence
                FROM pg_catalog.pg_attribute AS a JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
                    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                WHERE a.attrelid = pg_catalog.to_regclass(?) AND a.attname = ? AND a.attidentity <> '') AS i
            JOIN pg_catalog.pg_class AS q ON q.oid = i.sequence JOIN pg_catalog.pg_namespace AS m ON m.oid = q.relnamespace
            JOIN pg_catalog.pg_sequences AS s ON s.schemaname = m.nspname AND s.sequencename = q.relname""";

    private static final String HEIR = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
                ARRAY[pg_catalog.format('ALTER TABLE %I.%I INHERIT %I.%I', n.nspname, c.relname, m.nspname, p.relname)], ARRAY[]::int2[]
            FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace AS m ON m.oid = p.relnamespace
            WHERE i.inhrelid = pg_catalog.to_regclass(?) AND i.inhparent = pg_catalog.to_regclass(?)""";

    private static final String PARTITION = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
                ARRAY[pg_catalog.format('ALTER TABLE %I.%I ATTACH PARTITION %I.%I %s', m.nspname, p.relname, n.nspname, c.relname,
                    pg_catalog.pg_get_expr(c.relpartbound, c.oid))], ARRAY[]::int2[]
            FROM pg_catalog.pg_inherits AS i JOIN pg_catalog.pg_class AS c ON c.oid = i.inhrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_class AS p ON p.oid = i.inhparent JOIN pg_catalog.pg_namespace AS m ON m.oid = p.relnamespace
            WHERE i.inhrelid = pg_catalog.to_regclass(?) AND i.inhparent = pg_catalog.to_regclass(?) AND c.relispartition""";

    private static final String CLUSTERED = """
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname),
                ARRAY[pg_catalog.format('ALTER TABLE %I.%I CLUSTER ON %I', n.nspname, c.relname, o.relname)], ARRAY[]::int2[]
            FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
                JOIN pg_catalog.pg_index AS x ON x.indrelid = c.oid AND x.indisclustered JOIN pg_catalog.pg_class AS o ON o.oid = x.indexrelid
            WHERE c.oid = pg_catalog.to_regclass(?) AND ?::text IS NOT NULL""";

    private final Connection connection;
    private final Map<String, List<Taken>> taken = new HashMap<>();

    /** Of one transaction. */
    public Stripped(Connection connection) {
        this.connection = connection;
    }

    /**
     * A statement is about to run.
     *
     * @return by its actions, or by what it drops, what can be put back
     */
    public Map<Object, List<Taken>> sees(Statement statement) throws SQLException {
        Map<Object, List<Taken>> seen = new HashMap<>();
        if (statement instanceof AlterTable alter && alter.kind() == ObjectKind.TABLE) {
            String table = Quarantine.quoted(alter.relation().name());
            for (AlterTableAction action : alter.actions()) {
                seen.put(action, by(action, table));
            }
        } else if (statement instanceof AlterPublication publication
                && publication.action().equalsIgnoreCase("DROP")) {
            for (QualifiedName table : publication.tables()) {
                take(
                        Part.PUBLISHED,
                        Quarantine.quoted(table),
                        publication.name().name());
            }
        } else if (statement instanceof Drop drop) {
            for (ObjectReference object : drop.objects()) {
                seen.put(object, by(drop.kind(), object));
            }
        }
        return seen;
    }

    private List<Taken> by(AlterTableAction action, String table) throws SQLException {
        if (action instanceof DropConstraint drop) {
            List<Taken> both = new ArrayList<>(
                    drop.cascade() ? take(Part.KEYS, table, drop.constraint().name()) : List.of());
            both.addAll(take(Part.CONSTRAINT, table, drop.constraint().name()));
            return both;
        } else if (action instanceof DropDefault drop) {
            return take(Part.DEFAULT, table, drop.column().name());
        } else if (action instanceof DropNotNull drop) {
            List<Taken> constraint = take(Part.NOT_NULL, table, drop.column().name());
            return constraint.isEmpty() ? take(NOT_NULL, table, drop.column().name(), "NOT NULL") : constraint;
        } else if (action instanceof DropIdentity drop) {
            return take(IDENTITY, table, drop.column().name(), "that it is an identity");
        }
        if (action instanceof DetachPartition detach) {
            List<Taken> place = take(PARTITION, Quarantine.quoted(detach.partition()), table, "its place in " + table);
            for (Taken taken : place) {
                taken.parent = qualified(table);
            }
            return place;
        } else if (action instanceof ClusterOn cluster && cluster.index() == null) {
            return take(CLUSTERED, table, "", "that it is clustered on its index");
        }
        return action instanceof ChangeInheritance change && !change.inherit() ? heir(change, table) : List.of();
    }

    private List<Taken> heir(ChangeInheritance change, String table) throws SQLException {
        List<Taken> place = take(HEIR, table, Quarantine.quoted(change.parent()), "its place in " + change.parent());
        place.forEach(taken -> taken.lost =
                "which of its columns and constraints it has from " + change.parent() + ": they are its own as well");
        return place;
    }

    /** What comes back by statements that the server writes. */
    private List<Taken> take(String sql, String table, String name, String what) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                if (!row.next()) {
                    return List.of();
                }
                List<Mend> back = new ArrayList<>();
                for (String each : (String[]) row.getArray(2).getArray()) {
                    back.add(new Mend(each, false, what));
                }
                return took(row.getString(1), columns(row.getArray(3)), back);
            }
        }
    }

    private static List<Integer> columns(Array numbers) throws SQLException {
        return Stream.of((Short[]) numbers.getArray()).map(Short::intValue).toList();
    }

    private List<Taken> by(ObjectKind kind, ObjectReference object) throws SQLException {
        @Nullable QualifiedName name = object.name();
        @Nullable QualifiedName of = object.of();
        if (name == null) {
            return List.of();
        }
        String table = of == null ? "" : Quarantine.quoted(of);
        return switch (kind) {
            case INDEX -> take(Part.INDEX, tableOf(Quarantine.quoted(name)), name.name());
            case TRIGGER -> take(Part.TRIGGER, table, name.name());
            case POLICY -> take(Part.POLICY, table, name.name());
            case RULE -> take(Part.RULE, table, name.name());
            default -> List.of();
        };
    }

    /** Empty where there is no such table. */
    private String qualified(String table) throws SQLException {
        return text(
                "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n"
                        + " ON n.oid = c.relnamespace WHERE c.oid = pg_catalog.to_regclass(?)",
                table);
    }

    private String tableOf(String index) throws SQLException {
        return text(
                "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_index AS x JOIN pg_catalog.pg_class AS c"
                        + " ON c.oid = x.indrelid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
                        + " WHERE x.indexrelid = pg_catalog.to_regclass(?)",
                index);
    }

    private String text(String sql, String name) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, name);
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getString(1) : "";
            }
        }
    }

    /** @param table empty where there is none */
    private List<Taken> take(Part part, String table, String name) throws SQLException {
        if (table.isEmpty()) {
            return List.of();
        }
        List<Long> oids = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        String found = "";
        String sql = "SELECT pg_catalog.format('%I.%I', n.nspname, t.relname), o.oid::bigint, " + part.columns
                + " FROM pg_catalog.pg_class AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace"
                + " AND t.oid = pg_catalog.to_regclass(?) JOIN " + part.of;
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, table);
            statement.setString(2, name);
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found = row.getString(1);
                    oids.add(row.getLong(2));
                    columns.addAll(columns(row.getArray(3)));
                }
            }
        }
        if (oids.isEmpty()) {
            return List.of();
        }
        Pieces pieces = Pieces.inOrder();
        OwnSettings.with(connection, () -> {
            part.define(connection, new Definitions(connection, pieces, Definitions.Going.BY_ITSELF), oids);
            return pieces;
        });
        return took(found, columns, pieces.restore());
    }

    /** What was taken off last is put back first. */
    private List<Taken> took(String table, List<Integer> columns, List<Mend> back) {
        Taken one = new Taken(columns, back);
        taken.computeIfAbsent(table, each -> new ArrayList<>()).add(0, one);
        return List.of(one);
    }

    /** A table or a column is about to be kept: the same, with what was taken off it. */
    public Keep with(Keep keep) throws SQLException {
        @Nullable ColumnPlace column = keep.column();
        List<Mend> back = new ArrayList<>();
        Keep stripped = keep;
        for (Taken each : taken.getOrDefault(keep.table(), List.of())) {
            if (column == null ? keep.way() == QuarantineWay.MOVED : each.columns.contains(column.number())) {
                each.kept = true;
                back.addAll(each.back);
                if (each.lost != null) {
                    stripped = stripped.losing(each.lost);
                }
                if (each.parent != null) {
                    // What it gets when it is attached does not come before.
                    stripped = stripped.backBy(
                            KeysOfParent.leftOut(connection, stripped.restore(), keep.table(), each.parent));
                }
            }
        }
        return stripped.andBack(back);
    }
}
