package dev.bellows.run;

import dev.bellows.model.QuarantineWay;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Keep;
import dev.bellows.quarantine.Stripped;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.DropConstraint;
import dev.bellows.sql.tree.DropDefault;
import dev.bellows.sql.tree.DropIdentity;
import dev.bellows.sql.tree.DropNotNull;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a migration's statements drop by its name and nothing keeps, as it holds no data: a restore does not bring it back. */
final class AlsoDropped {
    private static final String OWN =
            " AND o.xmin::text <> (pg_catalog.pg_current_xact_id()::text::bigint % 4294967296)::text)";

    private final Session session;

    /**
     * One of them.
     *
     * @param taken what of it comes back with something else, where that is kept; empty where it is lost in any case
     */
    record Phrase(String words, List<Stripped.Taken> taken) {}

    AlsoDropped(Session session) {
        this.session = session;
    }

    /** Likewise of a statement that runs outside a transaction; nothing where a step keeps nothing. */
    static List<String> outside(Work work, Step step, StatementText statement) throws SQLException {
        @Nullable
        Statement named = step.quarantine() == null
                ? null
                : StepQuarantine.named(step.script().name(), statement);
        return named == null
                ? List.of()
                : new AlsoDropped(work.session())
                        .by(named, statement, List.of(), Map.of()).stream()
                                .map(Phrase::words)
                                .toList();
    }

    /**
     * What a statement is about to drop so, each in a phrase. What is not there, or was made in this transaction, is no loss.
     *
     * @param keeps what is kept
     * @param taken what can be put back, by the statement's actions or by what it drops
     */
    List<Phrase> by(
            Statement parsed, StatementText statement, List<Keep> keeps, Map<Object, List<Stripped.Taken>> taken)
            throws SQLException {
        List<Phrase> dropped = new ArrayList<>();
        if (parsed instanceof Drop drop && drop.kind() != ObjectKind.TABLE) {
            for (ObjectReference object : drop.objects()) {
                boolean kept = keeps.stream()
                        .anyMatch(keep -> keep.way() == QuarantineWay.NEEDED && names(keep.object(), object));
                if (!kept && object.name() != null && was(drop.kind(), object.name(), object.of())) {
                    String what = drop.kind().words().toLowerCase(Locale.ROOT) + " " + object.name()
                            + (object.of() == null ? "" : " of " + object.of());
                    dropped.add(new Phrase(what + line(statement), taken.getOrDefault(object, List.of())));
                }
            }
        } else if (parsed instanceof AlterTable alter && alter.kind() == ObjectKind.TABLE) {
            QualifiedName table = alter.relation().name();
            for (AlterTableAction action : alter.actions()) {
                @Nullable String what = what(action, table);
                if (what != null) {
                    dropped.add(
                            new Phrase(what + " of " + table + line(statement), taken.getOrDefault(action, List.of())));
                }
            }
        }
        return dropped;
    }

    private @Nullable String what(AlterTableAction action, QualifiedName table) throws SQLException {
        if (action instanceof DropConstraint drop) {
            String name = drop.constraint().name();
            String there =
                    "pg_catalog.pg_constraint AS o WHERE o.conname = ? AND o.conrelid = pg_catalog.to_regclass(?)";
            return was(there, name, table) ? "constraint " + name : null;
        } else if (action instanceof DropDefault drop) {
            return had("a.atthasdef", drop.column(), table)
                    ? "the default of " + drop.column().name()
                    : null;
        } else if (action instanceof DropNotNull drop) {
            return had("a.attnotnull", drop.column(), table)
                    ? "NOT NULL of " + drop.column().name()
                    : null;
        }
        return action instanceof DropIdentity drop && had("a.attidentity <> ''", drop.column(), table)
                ? "the identity of " + drop.column().name()
                : null;
    }

    /** Whether a column has it now. */
    private boolean had(String what, Identifier column, QualifiedName table) throws SQLException {
        try (PreparedStatement statement = session.connection()
                .prepareStatement("SELECT EXISTS (SELECT FROM pg_catalog.pg_attribute AS a WHERE a.attname = ?"
                        + " AND a.attrelid = pg_catalog.to_regclass(?) AND NOT a.attisdropped AND " + what + ")")) {
            statement.setString(1, column.name());
            statement.setString(2, WaitingThings.quoted(table));
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private boolean was(ObjectKind kind, QualifiedName name, @Nullable QualifiedName of) throws SQLException {
        return switch (kind) {
            case VIEW, MATERIALIZED_VIEW, INDEX, SEQUENCE, FOREIGN_TABLE ->
                was(
                        "pg_catalog.pg_class AS o WHERE o.oid = pg_catalog.to_regclass(?)",
                        WaitingThings.quoted(name),
                        null);
            case TYPE, DOMAIN ->
                was("pg_catalog.pg_type AS o WHERE o.oid = pg_catalog.to_regtype(?)", WaitingThings.quoted(name), null);
            case FUNCTION, PROCEDURE, ROUTINE, AGGREGATE ->
                was("pg_catalog.pg_proc AS o WHERE o.proname = ?", name.name(), null);
            case POLICY ->
                was(
                        "pg_catalog.pg_policy AS o WHERE o.polname = ? AND o.polrelid = pg_catalog.to_regclass(?)",
                        name.name(),
                        of);
            case TRIGGER ->
                was(
                        "pg_catalog.pg_trigger AS o WHERE o.tgname = ? AND o.tgrelid = pg_catalog.to_regclass(?)",
                        name.name(),
                        of);
            case RULE ->
                was(
                        "pg_catalog.pg_rewrite AS o WHERE o.rulename = ? AND o.ev_class = pg_catalog.to_regclass(?)",
                        name.name(),
                        of);
            default -> true;
        };
    }

    private boolean was(String there, String name, @Nullable QualifiedName of) throws SQLException {
        try (PreparedStatement statement =
                session.connection().prepareStatement("SELECT EXISTS (SELECT FROM " + there + OWN)) {
            statement.setString(1, name);
            if (of != null) {
                statement.setString(2, WaitingThings.quoted(of));
            }
            try (ResultSet row = statement.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    private static String line(StatementText statement) {
        return ", dropped by its name in line " + statement.span().line();
    }

    /** Whether something that waits, {@code function public.f(integer)}, is what a statement names. */
    static boolean names(String waits, ObjectReference object) {
        String name =
                waits.replaceFirst("\\(.*\\)$", "").replaceFirst("^.*[ .]", "").replace("\"", "");
        return object.name() != null
                && object.name().name().replaceFirst("^.*[ .]", "").equals(name);
    }
}
