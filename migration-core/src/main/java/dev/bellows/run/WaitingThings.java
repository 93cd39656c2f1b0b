package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.ledger.Sql;
import dev.bellows.model.QuarantineWay;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Values;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.CreateDomain;
import dev.bellows.sql.tree.CreateExtension;
import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.CreateSequence;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.CreateTableAs;
import dev.bellows.sql.tree.CreateType;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.Persistence;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.SetSchema;
import dev.bellows.sql.tree.Statement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's other direction dropped and still waits, by the names that its statements have for it. An extension is there
 * all the while, and comes back to whichever migration makes it.
 */
final class WaitingThings {
    private final Session session;
    private final List<Stored> things;

    private WaitingThings(Session session, List<Stored> things) {
        this.session = session;
        this.things = new ArrayList<>(things);
    }

    /** What waits for a step. */
    static WaitingThings of(Session session, LedgerTables tables, Step step) throws SQLException {
        return of(session, Inventory.all(session.connection(), tables), step);
    }

    /** Likewise, of all that waits. */
    static WaitingThings of(Session session, List<Stored> waiting, Step step) {
        List<Stored> things = waiting.stream()
                .filter(stored -> !stored.kept().gone())
                .filter(stored -> stored.extension() || isOf(step, stored))
                .toList();
        return new WaitingThings(session, things);
    }

    private static boolean isOf(Step step, Stored stored) {
        return stored.kept().migration().equals(step.migration().label())
                && stored.kept().down() != step.down()
                // What another text made need not be what this one means.
                && (step.down() || step.script().checksum().equals(stored.checksum()));
    }

    /** Nothing: for the names alone. */
    static WaitingThings none(Session session) {
        return new WaitingThings(session, List.of());
    }

    boolean isEmpty() {
        return things.isEmpty();
    }

    /** All of it. */
    List<Stored> all() {
        return List.copyOf(things);
    }

    /** It has come back. */
    void gone(Stored stored) {
        things.remove(stored);
    }

    /** What a statement would make and waits: a table and then its columns, columns, or what those need. */
    List<Stored> madeBy(Statement statement) throws SQLException {
        @Nullable QualifiedName table = tableMadeBy(statement);
        if (table != null) {
            List<Stored> found = new ArrayList<>(called(made(table)));
            if (!found.isEmpty()) {
                found.addAll(columnsOf(found.get(0), statement));
            }
            return found;
        } else if (statement instanceof AlterTable alter) {
            return columns(alter);
        } else if (statement instanceof SetSchema move && move.object().kind() == ObjectKind.COLLATION) {
            return at(move.object().name());
        }
        String needed = needed(statement);
        return statement instanceof CreateRoutine create ? functions(create, needed) : called(needed);
    }

    /** What a statement makes that tables and columns may need; of a function, as far as its parameters. Empty when nothing. */
    String needed(Statement statement) throws SQLException {
        if (statement instanceof CreateType create) {
            return "type " + made(create.name());
        } else if (statement instanceof CreateDomain create) {
            return "type " + made(create.name());
        } else if (statement instanceof CreateSequence create) {
            return "sequence " + made(create.name());
        } else if (statement instanceof CreateExtension create) {
            return there(create) ? "extension " + identifier(create.name().name()) : "";
        }
        return statement instanceof CreateRoutine create ? "function " + made(create.name()) + "(" : "";
    }

    /** The table that a statement makes for good; null when it makes none. */
    static @Nullable QualifiedName tableMadeBy(Statement statement) {
        if (statement instanceof CreateTable create && create.persistence() != Persistence.TEMPORARY) {
            return create.name();
        }
        return statement instanceof CreateTableAs create && create.persistence() != Persistence.TEMPORARY
                ? create.name()
                : null;
    }

    /** Whether an extension is where the statement wants it. */
    private boolean there(CreateExtension create) throws SQLException {
        @Nullable Identifier schema = create.schema();
        return schema == null
                || text(
                                "SELECT EXISTS (SELECT FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n"
                                        + " ON n.oid = e.extnamespace WHERE e.extname = ? AND n.nspname = ?)::text",
                                create.name().name(),
                                schema.name())
                        .equals("true");
    }

    /** What waits at a place. */
    private List<Stored> at(@Nullable QualifiedName name) throws SQLException {
        @Nullable String schema = name == null ? null : name.schema();
        String place = name == null || schema == null ? "" : Sql.quote(schema) + "." + identifier(name.name());
        return things.stream().filter(each -> each.kept().place().equals(place)).toList();
    }

    /** Columns of a table that waits, dropped before it was, as far as the statement that makes the table makes them. */
    private List<Stored> columnsOf(Stored table, Statement statement) throws SQLException {
        List<Stored> found = new ArrayList<>();
        if (statement instanceof CreateTable create) {
            for (ColumnDefinition column : Nodes.inside(create, ColumnDefinition.class)) {
                found.addAll(called(
                        table.kept().object() + "." + identifier(column.name().name())));
            }
        }
        return found;
    }

    /** The tables that wait with a sequence which the statement makes: it is theirs, and comes with them. */
    List<Stored> withSequence(CreateSequence create) throws SQLException {
        List<Stored> found = new ArrayList<>();
        for (Stored stored : things) {
            if (stored.kept().way() == QuarantineWay.MOVED
                    && text(
                                    "SELECT EXISTS (SELECT FROM pg_catalog.pg_class WHERE oid = pg_catalog.to_regclass(?) AND relkind = 'S'"
                                            + " AND relname = ?)::text",
                                    Sql.quote(
                                            stored.kept().name(), create.name().name()),
                                    create.name().name())
                            .equals("true")) {
                found.add(stored);
            }
        }
        return found;
    }

    /** People may have given the table another name since. */
    private List<Stored> columns(AlterTable alter) throws SQLException {
        List<Stored> found = new ArrayList<>();
        String there = there(alter.relation().name());
        String table = there.isEmpty() ? made(alter.relation().name()) : there;
        for (AddColumn add : added(alter)) {
            found.addAll(called(table + "." + identifier(add.column().name().name())));
        }
        return found;
    }

    /** Of functions of the same name, the one with as many parameters. */
    private List<Stored> functions(CreateRoutine create, String begins) throws SQLException {
        long parameters = parameters(create);
        List<Stored> found = new ArrayList<>();
        for (Stored stored : things) {
            if (stored.kept().object().startsWith(begins)
                    && text(
                                    "SELECT coalesce((SELECT pronargs::text FROM pg_catalog.pg_proc WHERE oid ="
                                            + " pg_catalog.to_regproc(?)), ?::text)",
                                    stored.kept().place(),
                                    "")
                            .equals(Long.toString(parameters))) {
                found.add(stored);
            }
        }
        return found.size() == 1 ? found : List.of();
    }

    /** How many a function is called with. */
    static long parameters(CreateRoutine create) {
        return create.parameters().stream()
                .filter(each -> !Set.of("OUT", "TABLE").contains(each.mode()))
                .count();
    }

    private static List<AddColumn> added(AlterTable alter) {
        return alter.actions().stream()
                .filter(AddColumn.class::isInstance)
                .map(AddColumn.class::cast)
                .toList();
    }

    private List<Stored> called(String object) {
        return things.stream()
                .filter(each -> each.kept().object().equals(object))
                .limit(1)
                .toList();
    }

    /** Columns whose copies wait although the columns are there again. */
    List<Stored> columnsThere() throws SQLException {
        List<Stored> found = new ArrayList<>();
        for (Stored stored : things) {
            if (stored.made()
                    && text(
                                    "SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute WHERE attrelid = pg_catalog.to_regclass(?)"
                                            + " AND pg_catalog.quote_ident(attname) = ? AND NOT attisdropped)::text",
                                    stored.table(),
                                    Values.column(stored))
                            .equals("true")) {
                found.add(stored);
            }
        }
        return found;
    }

    /** The name of a table that is to be made. */
    String made(QualifiedName name) throws SQLException {
        @Nullable String schema = name.schema();
        return text(
                "SELECT pg_catalog.format('%I.%I', coalesce(?, pg_catalog.current_schema()), ?::text)",
                schema, name.name());
    }

    /** The name of a table that is there, as the quarantine writes it; empty when there is none. */
    String there(QualifiedName name) throws SQLException {
        return text(
                "SELECT coalesce((SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class AS c"
                        + " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
                        + " WHERE c.oid = pg_catalog.to_regclass(?)), ?::text)",
                quoted(name), "");
    }

    static String quoted(QualifiedName name) {
        @Nullable String schema = name.schema();
        return schema == null ? Sql.quote(name.name()) : Sql.quote(schema, name.name());
    }

    /** A name, quoted where it must be. */
    String identifier(String name) throws SQLException {
        return text("SELECT pg_catalog.quote_ident(?::text) || ?::text", name, "");
    }

    private String text(String sql, @Nullable String first, String second) throws SQLException {
        try (PreparedStatement statement = session.connection().prepareStatement(sql)) {
            statement.setString(1, first);
            statement.setString(2, second);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
