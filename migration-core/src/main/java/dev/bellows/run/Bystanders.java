package dev.bellows.run;

import dev.bellows.model.Refusal;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.DropColumn;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tables that are there before a first run, in other schemas than the ledger's or beside another ledger. Migrations that build a
 * schema from nothing quarantine nothing and open no gate, so what they drop has to be their own.
 */
final class Bystanders {
    private static final String ANY =
            "SELECT EXISTS (SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n"
                    + " ON n.oid = c.relnamespace WHERE c.relkind IN ('r', 'p')"
                    + " AND n.nspname NOT IN ('pg_catalog', 'information_schema') AND n.nspname !~ '^pg_(toast|temp)')";

    private static final String THERE =
            "SELECT pg_catalog.format('%I.%I', n.nspname, c.relname) || coalesce('.' || pg_catalog.quote_ident(a.attname), '')"
                    + " FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace"
                    + " LEFT JOIN pg_catalog.pg_attribute AS a ON a.attrelid = c.oid AND a.attname = ? AND NOT a.attisdropped"
                    + " WHERE c.oid = pg_catalog.to_regclass(?) AND c.relkind IN ('r', 'p') AND (a.attnum > 0 OR ?::text IS NULL)";

    private final Session session;
    private final Step step;
    private final List<Refusal> refusals;

    private Bystanders(Session session, Step step, List<Refusal> refusals) {
        this.session = session;
        this.step = step;
        this.refusals = refusals;
    }

    /** Where a plan that makes the ledger drops tables or columns that are there already. */
    static List<Refusal> dropped(Session session, Plan plan) throws SQLException {
        List<Refusal> refusals = new ArrayList<>();
        if (any(session)) {
            for (Step step : plan.steps()) {
                if (step.script().hasText()) {
                    new Bystanders(session, step, refusals).look();
                }
            }
        }
        return refusals;
    }

    private static boolean any(Session session) throws SQLException {
        try (java.sql.Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(ANY)) {
            return row.next() && row.getBoolean(1);
        }
    }

    private void look() throws SQLException {
        FileSettings settings = new FileSettings(session);
        try (Splitter splitter =
                new Splitter(step.script().name(), step.script().open())) {
            for (@Nullable StatementText each = splitter.next(); each != null; each = splitter.next()) {
                @Nullable Statement drop = StepQuarantine.drop(step.script().name(), each);
                List<String> there = drop == null ? List.of() : asked(settings, drop);
                if (!there.isEmpty()) {
                    refusals.add(refusal(each, String.join(", ", there)));
                }
                settings.remember(each);
            }
        } catch (SqlSyntaxException | IOException e) {
            // Who runs the file says so.
            return;
        }
    }

    private List<String> asked(FileSettings settings, Statement drop) throws SQLException {
        try {
            return settings.with(() -> dropped(drop));
        } catch (SQLException e) {
            if (!session.alive() || Failures.state(e).equals(Failures.CANCELLED)) {
                throw e;
            }
            // The file sets a role that the plan only makes, which owns nothing that is there.
            return List.of();
        }
    }

    private List<String> dropped(Statement drop) throws SQLException {
        List<String> there = new ArrayList<>();
        if (drop instanceof AlterTable alter) {
            for (var action : alter.actions()) {
                if (action instanceof DropColumn column) {
                    there(alter.relation().name(), column.column().name(), there);
                }
            }
        } else if (drop instanceof Drop tables && tables.kind() == ObjectKind.TABLE) {
            for (ObjectReference table : tables.objects()) {
                there(table.name(), null, there);
            }
        }
        return there;
    }

    private void there(@Nullable QualifiedName table, @Nullable String column, List<String> found) throws SQLException {
        if (table == null) {
            return;
        }
        try (PreparedStatement statement = session.connection().prepareStatement(THERE)) {
            statement.setString(1, column);
            statement.setString(2, WaitingThings.quoted(table));
            statement.setString(3, column);
            try (ResultSet row = statement.executeQuery()) {
                if (row.next()) {
                    found.add(row.getString(1));
                }
            }
        }
    }

    private Refusal refusal(StatementText statement, String objects) {
        return Refusal.at(
                "not-empty",
                step.migration().label(),
                step.script().name(),
                statement.span().line(),
                "it drops " + objects + ", which is there already, and no ledger says where from",
                "if migrations up to V made it: bellows baseline V; if it is another application's, drop it there");
    }
}
