package dev.bellows.quarantine;

import dev.bellows.ledger.Sql;
import dev.bellows.model.QuarantineName;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterType;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.DropColumn;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says how what a migration's statements drop is kept. It changes nothing itself. */
public final class Quarantine {
    private final Connection connection;
    private final QuarantineName name;
    private final dev.bellows.sql.Quarantine wish;
    private final BigColumns big;
    private final Whereabouts whereabouts;
    private int count;

    /**
     * The quarantine of one migration's run.
     *
     * @param connection within a transaction
     * @param name of the schema of the first thing that is kept
     * @param wish how columns are kept
     * @param atMost how long a table may be locked; zero for as long as it takes
     * @param copies of columns that are too big for that
     * @param whereabouts what waits by now
     */
    public Quarantine(
            Connection connection,
            QuarantineName name,
            dev.bellows.sql.Quarantine wish,
            Duration atMost,
            Copies copies,
            Whereabouts whereabouts) {
        this.whereabouts = whereabouts;
        this.connection = connection;
        this.name = name;
        this.wish = wish;
        this.big = new BigColumns(copies, atMost);
    }

    /** What was there before this transaction: what a migration makes and drops is its own affair. */
    public interface Before {
        /** Whether a table was. */
        boolean test(long table) throws SQLException;

        /** Whether a column was, of a table that was. */
        default boolean test(long table, int column) {
            return true;
        }
    }

    /** Whether a statement drops what is kept, if it is there. */
    public static boolean drops(Statement statement) {
        return (statement instanceof Drop drop && (drop.kind() == ObjectKind.TABLE || Needed.may(drop)))
                || (statement instanceof AlterType type && Attributes.drops(type))
                || (statement instanceof AlterTable alter
                        && alter.kind() == ObjectKind.TABLE
                        && alter.actions().stream().anyMatch(DropColumn.class::isInstance));
    }

    /** Whether a statement does nothing but to drop such things. */
    public static boolean onlyDrops(Statement statement) {
        return drops(statement)
                && !(statement instanceof AlterType)
                && (!(statement instanceof AlterTable alter)
                        || alter.actions().stream().allMatch(DropColumn.class::isInstance));
    }

    /**
     * What a statement drops, and how each is kept, in order.
     *
     * @param text the statement's
     * @param before what was there before this transaction
     * @throws CannotQuarantineException when something cannot be kept
     */
    public List<Keep> of(Statement statement, String text, Before before) throws SQLException {
        if (wish == dev.bellows.sql.Quarantine.OFF) {
            return List.of();
        }
        if (statement instanceof Drop drop) {
            return drop.kind() == ObjectKind.TABLE ? tables(drop, text, before) : needed(drop, text);
        }
        if (statement instanceof AlterType alter) {
            Attributes.requireUnused(connection, alter);
        }
        return statement instanceof AlterTable alter ? columns(alter, text, before) : List.of();
    }

    /**
     * The locks under which a statement's things are kept, in order. Only when they are held it is certain how: whoever changes a
     * table before does so unseen.
     */
    public List<String> locks(Statement statement, Before before) throws SQLException {
        List<QualifiedName> names = new ArrayList<>();
        if (statement instanceof Drop drop && drop.kind() == ObjectKind.TABLE) {
            drop.objects().forEach(object -> Optional.ofNullable(object.name()).ifPresent(names::add));
        } else if (statement instanceof AlterTable alter) {
            names.add(alter.relation().name());
        }
        SortedSet<String> locks = new TreeSet<>();
        for (QualifiedName name : wish == dev.bellows.sql.Quarantine.OFF ? List.<QualifiedName>of() : names) {
            @Nullable Long oid = table(name);
            if (oid != null && before.test(oid)) {
                locks.add(lock(
                        text("SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class AS c"
                                + " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = "
                                + oid)));
            }
        }
        return List.copyOf(locks);
    }

    static String lock(String table) {
        return "LOCK TABLE " + table + " IN ACCESS EXCLUSIVE MODE";
    }

    private List<Keep> tables(Drop drop, String text, Before before) throws SQLException {
        Map<Long, String> kept = new LinkedHashMap<>();
        List<String> rest = new ArrayList<>();
        for (ObjectReference object : drop.objects()) {
            @Nullable QualifiedName name = object.name();
            if (name == null) {
                continue;
            }
            @Nullable Long oid = table(name);
            if (oid != null && before.test(oid)) {
                kept.put(oid, quoted(name));
            } else {
                rest.add(quoted(name));
            }
        }
        if (kept.isEmpty()) {
            return List.of();
        }
        return OwnSettings.with(connection, () -> {
            requirePlace();
            List<Keep> keeps = new ArrayList<>();
            List<Long> together = new ArrayList<>(kept.keySet());
            for (long oid : TableTree.roots(connection, together)) {
                // One trial of the whole statement, while everything is in its place.
                @Nullable String trial = keeps.isEmpty() ? text : null;
                keeps.add(TableKeep.of(connection, oid, together, drop.cascade(), trial, next(), whereabouts));
            }
            if (!rest.isEmpty()) {
                Keep last = keeps.remove(keeps.size() - 1);
                keeps.add(last.andThen("DROP TABLE " + (drop.ifExists() ? "IF EXISTS " : "") + String.join(", ", rest)
                        + (drop.cascade() ? " CASCADE" : "")));
            }
            return keeps;
        });
    }

    /** What nothing in quarantine needs is dropped. */
    private List<Keep> needed(Drop drop, String text) throws SQLException {
        List<Keep> keeps = new ArrayList<>();
        List<ObjectReference> rest = new ArrayList<>(drop.objects());
        int before;
        do {
            before = rest.size();
            for (ObjectReference object : List.copyOf(rest)) {
                @Nullable Needed found = Needed.find(connection, object);
                if (found != null && found.goes(connection, whereabouts, drop.cascade())) {
                    rest.remove(object);
                    keeps.add(found.keep(connection, next()));
                    // Another one of them may be needed by this one alone.
                    whereabouts.took(keeps.get(keeps.size() - 1));
                }
            }
        } while (rest.size() < before);
        if (!keeps.isEmpty()) {
            requirePlace();
        }
        if (!keeps.isEmpty() && !rest.isEmpty()) {
            keeps.add(keeps.remove(keeps.size() - 1).andThen(Needed.rest(drop, rest, text)));
        }
        return keeps;
    }

    private List<Keep> columns(AlterTable alter, String text, Before before) throws SQLException {
        @Nullable Long table = table(alter.relation().name());
        if (table == null || !before.test(table)) {
            return List.of();
        }
        Map<String, DropColumn> drops = new LinkedHashMap<>();
        alter.actions().stream()
                .filter(DropColumn.class::isInstance)
                .map(DropColumn.class::cast)
                .forEach(drop -> drops.putIfAbsent(drop.column().name(), drop));
        List<String> going = List.copyOf(drops.keySet());
        return OwnSettings.with(connection, () -> {
            if (wish != dev.bellows.sql.Quarantine.RENAME) {
                requirePlace();
            }
            List<Keep> keeps = new ArrayList<>();
            for (DropColumn drop : drops.values()) {
                @Nullable
                Column column = Column.find(connection, table, drop.column().name(), going, whereabouts.foreseen());
                if (column != null && before.test(table, column.number())) {
                    keeps.add(column(column, alter, drop, text));
                }
            }
            return keeps;
        });
    }

    /** What is kept needs a schema. */
    private void requirePlace() throws SQLException {
        String sql = "SELECT pg_catalog.has_database_privilege(pg_catalog.current_database(), 'CREATE'),"
                + " pg_catalog.quote_ident(pg_catalog.current_database()), pg_catalog.quote_ident(current_user)";
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            if (row.next() && !row.getBoolean(1)) {
                throw new CannotQuarantineException(
                        "role " + row.getString(3) + " may not create the schema where what is dropped would wait",
                        "let the database's owner run: GRANT CREATE ON DATABASE " + row.getString(2) + " TO "
                                + row.getString(3) + "; or lose it for good with '-- bellows:quarantine off'");
            }
        }
    }

    private Keep column(Column column, AlterTable alter, DropColumn drop, String text) throws SQLException {
        if (wish != dev.bellows.sql.Quarantine.RENAME) {
            return ColumnKeep.copied(connection, column, next(), text, drop.cascade(), big);
        }
        if (alter.actions().size() > 1) {
            throw new CannotQuarantineException(
                    column.object() + " cannot stay under another name: its statement does more than to drop it",
                    "write the DROP COLUMN as a statement of its own");
        }
        if (alter.relation().only() && column.heirs()) {
            throw new CannotQuarantineException(
                    column.object()
                            + " cannot stay under another name: it is not to go from the tables that inherit it",
                    "drop it there too: leave ONLY out; or give it up with '-- bellows:quarantine off'");
        }
        return ColumnKeep.renamed(connection, column, next(), text, drop.cascade());
    }

    private String next() {
        count++;
        return (count == 1 ? name : name.part(count)).toString();
    }

    /** The table that the session finds under this name; temporary ones hold nothing that anybody would want back. */
    private @Nullable Long table(QualifiedName name) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT c.oid::bigint FROM pg_catalog.pg_class AS c WHERE c.oid ="
                        + " pg_catalog.to_regclass(?) AND c.relkind IN ('r', 'p') AND c.relpersistence <> 't'")) {
            statement.setString(1, quoted(name));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() ? row.getLong(1) : null;
            }
        }
    }

    static String quoted(QualifiedName name) {
        @Nullable String schema = name.schema();
        return schema == null ? Sql.quote(name.name()) : Sql.quote(schema, name.name());
    }

    private String text(String sql) throws SQLException {
        try (java.sql.Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getString(1);
        }
    }
}
