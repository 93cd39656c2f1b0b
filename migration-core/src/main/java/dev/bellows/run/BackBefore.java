package dev.bellows.run;

import dev.bellows.model.Progress;
import dev.bellows.model.QuarantineWay;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Fate;
import dev.bellows.quarantine.Needed;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.CreateSchema;
import dev.bellows.sql.tree.CreateSequence;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a migration's other direction dropped and somebody has brought back by hand: the down of a contract, and an expand that is
 * applied again, have nothing to make there any more.
 */
final class BackBefore {
    /** When somebody did it. */
    static final DateTimeFormatter WHEN =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /** A table that is there, with its partitions. */
    private static final String TREE = """
            WITH RECURSIVE tree AS (
                SELECT pg_catalog.to_regclass(?)::oid AS oid
                UNION SELECT i.inhrelid FROM tree JOIN pg_catalog.pg_inherits AS i ON i.inhparent = tree.oid
            )
            SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) FROM tree JOIN pg_catalog.pg_class AS c ON c.oid = tree.oid
                JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
            WHERE c.oid = pg_catalog.to_regclass(?) OR c.relispartition""";

    private static final String COLUMN = """
            SELECT pg_catalog.concat(?::text, '.', pg_catalog.quote_ident(attname)) FROM pg_catalog.pg_attribute
            WHERE attrelid = pg_catalog.to_regclass(?) AND attname = ? AND NOT attisdropped""";

    private final Work work;
    private final Step step;
    private final WaitingThings names;
    private final Map<String, Instant> back;
    private final Set<String> tables;

    private BackBefore(Work work, Step step, WaitingThings names, Map<String, Instant> back, Set<String> tables) {
        this.tables = tables;
        this.work = work;
        this.step = step;
        this.names = names;
        this.back = back;
    }

    /** Where nothing was ever kept. */
    static BackBefore nothing(Work work, Step step, WaitingThings names) {
        return new BackBefore(work, step, names, Map.of(), Set.of());
    }

    /**
     * That of a step.
     *
     * @param names what knows how tables are called
     */
    static BackBefore of(Work work, Step step, WaitingThings names) throws SQLException {
        Map<String, Instant> back = new HashMap<>();
        Set<String> tables = new HashSet<>();
        for (Fate fate : Fate.all(work.session().connection(), work.ledger().tables(), !step.down())) {
            @Nullable Instant at = fate.back();
            // What another text made need not be what this one means.
            boolean same = step.down() || step.script().checksum().equals(fate.checksum());
            if (at != null && same && fate.migration().equals(step.migration().label())) {
                back.put(fate.object(), at);
                if (fate.way() == QuarantineWay.MOVED) {
                    tables.add(fate.object());
                }
            }
        }
        return new BackBefore(work, step, names, back, tables);
    }

    boolean isEmpty() {
        return back.isEmpty();
    }

    /** The table that a statement would make, with its partitions; nothing when it is not one of those, or gone again. */
    List<String> table(QualifiedName made) throws SQLException {
        String table = names.made(made);
        return back.containsKey(table) ? ask(TREE, table, table) : List.of();
    }

    /** Those columns that a statement would add, as the quarantine writes them. */
    List<String> columns(AlterTable alter) throws SQLException {
        List<String> found = new ArrayList<>();
        String table = back.isEmpty() ? "" : names.there(alter.relation().name());
        for (AlterTableAction action : table.isEmpty() ? List.<AlterTableAction>of() : alter.actions()) {
            if (action instanceof AddColumn add) {
                found.addAll(ask(COLUMN, table, table, add.column().name().name()));
            }
        }
        found.removeIf(column -> !back.containsKey(column));
        return found;
    }

    /** What those need, that a statement would make; null when it makes none of it, or that is gone again. */
    @Nullable
    String needed(Statement statement) throws SQLException {
        if (statement instanceof CreateSequence create) {
            for (String table : tables) {
                if (OwnSequence.of(work.session(), WaitingThings.quoted(create.name()), table)) {
                    return table;
                }
            }
        }
        if (statement instanceof CreateSchema create) {
            return inSchema(create);
        }
        String made = back.isEmpty() ? "" : names.needed(statement);
        for (String object : made.isEmpty() ? Set.<String>of() : back.keySet()) {
            // Of functions, those with as many parameters.
            boolean same = made.endsWith("(")
                    ? object.startsWith(made)
                            && WaitingThings.parameters((CreateRoutine) statement) == parameters(object)
                    : object.equals(made);
            if (same && Needed.there(work.session().connection(), object)) {
                return object;
            }
        }
        return null;
    }

    /** Whoever brought something back into a schema has made that first. */
    private @Nullable String inSchema(CreateSchema create) throws SQLException {
        @Nullable Identifier name = create.name();
        if (name == null || !create.elements().isEmpty() || !schemaIsThere(name.name())) {
            return null;
        }
        String schema = names.identifier(name.name()) + ".";
        return back.keySet().stream()
                .filter(object -> object.startsWith(schema) || object.contains(" " + schema))
                .findFirst()
                .orElse(null);
    }

    private boolean schemaIsThere(String schema) throws SQLException {
        return !ask("SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname = ?", schema)
                .isEmpty();
    }

    private static long parameters(String function) {
        String list = function.substring(function.indexOf('(') + 1, function.length() - 1);
        return list.isEmpty() ? 0 : list.chars().filter(each -> each == ',').count() + 1;
    }

    /** Says that a statement which would make one of them does not run. */
    void leaveOut(StatementText statement, String object) {
        work.listener()
                .on(new Progress.Notice(
                        step.script().name() + ":" + statement.span().line() + ": left out: " + object
                                + " was brought back before (" + WHEN.format(back.get(object)) + ")"));
    }

    private List<String> ask(String sql, String... parameters) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = work.session().connection().prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    found.add(row.getString(1));
                }
            }
        }
        return found;
    }
}
