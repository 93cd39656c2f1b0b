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
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a file takes off tables by name before it drops them: {@code DROP CONSTRAINT}, {@code DROP INDEX} and the like. A table
 * waits as it is when it is dropped, and has to come back as it was before.
 */
public final class Stripped {
    /**
     * What one statement takes off a table: it comes back with that, or with a column that it needs.
     *
     * @param columns their numbers; empty where it needs none
     * @param back what puts it back
     * @param parent the table that a partition is attached to again; else null
     * @param lost what does not come back then; null where all does
     */
    public record Taken(
            List<Integer> columns,
            List<Mend> back,
            @Nullable String parent,
            @Nullable String lost) {
        public Taken {
            columns = List.copyOf(columns);
            back = List.copyOf(back);
        }
    }

    private final Connection connection;
    private final Map<String, List<Taken>> taken = new HashMap<>();
    private final Set<Taken> kept = Collections.newSetFromMap(new IdentityHashMap<>());

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
                        TablePart.PUBLISHED,
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
                    drop.cascade()
                            ? take(TablePart.KEYS, table, drop.constraint().name())
                            : List.of());
            both.addAll(take(TablePart.CONSTRAINT, table, drop.constraint().name()));
            return both;
        } else if (action instanceof DropDefault drop) {
            return take(TablePart.DEFAULT, table, drop.column().name());
        } else if (action instanceof DropNotNull drop) {
            List<Taken> constraint =
                    take(TablePart.NOT_NULL, table, drop.column().name());
            return constraint.isEmpty()
                    ? take(UnnamedPart.NOT_NULL, table, drop.column().name(), "NOT NULL")
                    : constraint;
        } else if (action instanceof DropIdentity drop) {
            return take(UnnamedPart.IDENTITY, table, drop.column().name(), "that it is an identity");
        }
        if (action instanceof DetachPartition detach) {
            return take(
                    UnnamedPart.PARTITION,
                    Quarantine.quoted(detach.partition()),
                    table,
                    "its place in " + table,
                    qualified(table),
                    null);
        } else if (action instanceof ClusterOn cluster && cluster.index() == null) {
            return take(UnnamedPart.CLUSTERED, table, "", "that it is clustered on its index");
        }
        return action instanceof ChangeInheritance change && !change.inherit() ? heir(change, table) : List.of();
    }

    private List<Taken> heir(ChangeInheritance change, String table) throws SQLException {
        return take(
                UnnamedPart.HEIR,
                table,
                Quarantine.quoted(change.parent()),
                "its place in " + change.parent(),
                null,
                "which of its columns and constraints it has from " + change.parent() + ": they are its own as well");
    }

    /** What comes back by statements that the server writes. */
    private List<Taken> take(UnnamedPart part, String table, String name, String what) throws SQLException {
        return take(part, table, name, what, null, null);
    }

    private List<Taken> take(
            UnnamedPart part, String table, String name, String what, @Nullable String parent, @Nullable String lost)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(part.query())) {
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
                return took(row.getString(1), new Taken(columns(row.getArray(3)), back, parent, lost));
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
            case INDEX -> take(TablePart.INDEX, tableOf(Quarantine.quoted(name)), name.name());
            case TRIGGER -> take(TablePart.TRIGGER, table, name.name());
            case POLICY -> take(TablePart.POLICY, table, name.name());
            case RULE -> take(TablePart.RULE, table, name.name());
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
    private List<Taken> take(TablePart part, String table, String name) throws SQLException {
        if (table.isEmpty()) {
            return List.of();
        }
        List<Long> oids = new ArrayList<>();
        List<Integer> columns = new ArrayList<>();
        String found = "";
        String sql = "SELECT pg_catalog.format('%I.%I', n.nspname, t.relname), o.oid::bigint, " + part.columns()
                + " FROM pg_catalog.pg_class AS t JOIN pg_catalog.pg_namespace AS n ON n.oid = t.relnamespace"
                + " AND t.oid = pg_catalog.to_regclass(?) JOIN " + part.of();
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
        return took(found, new Taken(columns, pieces.restore(), null, null));
    }

    /** What was taken off last is put back first. */
    private List<Taken> took(String table, Taken one) {
        taken.computeIfAbsent(table, each -> new ArrayList<>()).add(0, one);
        return List.of(one);
    }

    /** Whether something comes back with something that is kept. */
    public boolean kept(Taken one) {
        return kept.contains(one);
    }

    /** A table or a column is about to be kept: the same, with what was taken off it. */
    public Keep with(Keep keep) throws SQLException {
        @Nullable ColumnPlace column = keep.column();
        List<Mend> back = new ArrayList<>();
        Keep stripped = keep;
        for (Taken each : taken.getOrDefault(keep.table(), List.of())) {
            if (column == null
                    ? keep.way() == QuarantineWay.MOVED
                    : each.columns().contains(column.number())) {
                kept.add(each);
                back.addAll(each.back());
                if (each.lost() != null) {
                    stripped = stripped.losing(each.lost());
                }
                if (each.parent() != null) {
                    // What it gets when it is attached does not come before.
                    stripped = stripped.backBy(
                            KeysOfParent.leftOut(connection, stripped.restore(), keep.table(), each.parent()));
                }
            }
        }
        return stripped.andBack(back);
    }
}
