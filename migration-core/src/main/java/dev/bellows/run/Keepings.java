package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.Kept;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.OpenCopy;
import dev.bellows.model.QuarantineWay;
import dev.bellows.model.Refusal;
import dev.bellows.model.Script;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.plan.Keeping;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.BatchedCopy;
import dev.bellows.quarantine.CannotQuarantineException;
import dev.bellows.quarantine.Copies;
import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.Keep;
import dev.bellows.quarantine.Mend;
import dev.bellows.quarantine.OpenCopies;
import dev.bellows.quarantine.Quarantine;
import dev.bellows.quarantine.Stored;
import dev.bellows.quarantine.Whereabouts;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks the database how what a plan's steps drop would be kept, as things stand now. Nothing is changed, and no lock is held
 * afterwards. It is asked again just before a statement runs: an earlier step may make what a later one drops.
 */
final class Keepings {
    private final Session session;
    private final LedgerTables tables;
    private final Whereabouts whereabouts;
    private final List<Refusal> refusals = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final List<BatchedCopy> copies = new ArrayList<>();
    private final NewNames<MigrationLabel> earlier = new NewNames<>();
    private final PlannedPlaces places = new PlannedPlaces();
    private @Nullable List<Stored> stored;
    private @Nullable List<OpenCopy> open;

    Keepings(Session session, LedgerTables tables) {
        this.session = session;
        this.tables = tables;
        this.whereabouts = Whereabouts.planned(session.connection(), tables);
    }

    /** The plan with what its steps keep; a schema that is built from nothing has nothing to keep. */
    Plan in(Plan plan) throws SQLException {
        if (plan.steps().isEmpty()) {
            return plan;
        }
        if (plan.newLedger() != null) {
            List<Refusal> drops = Bystanders.dropped(session, plan);
            return drops.isEmpty() ? plan : plan.refused(drops);
        }
        List<Step> steps = new ArrayList<>();
        // A step writes one entry at least, unless it is held: no other run ever takes the same name.
        long position = Math.max(plan.position(), Inventory.lastNumber(session.connection(), tables));
        for (Step step : plan.steps()) {
            position++;
            Step keeping = step.keeping(tables.quarantine(position), List.of());
            steps.add(step.script().hasText() ? step.keeping(tables.quarantine(position), of(keeping)) : keeping);
        }
        return refusals.isEmpty() ? plan.asked(places.in(steps), notices) : plan.refused(refusals);
    }

    /** What has to be copied in batches before a step, as things stand now. */
    static List<BatchedCopy> copies(Session session, LedgerTables tables, Step step) throws SQLException {
        Keepings keepings = new Keepings(session, tables);
        keepings.of(step);
        return keepings.copies;
    }

    /** What waits; no step of a plan that is only asked for changes it. */
    private List<Stored> stored() throws SQLException {
        if (stored == null) {
            stored = Inventory.all(session.connection(), tables);
        }
        return stored;
    }

    private List<OpenCopy> open() throws SQLException {
        if (open == null) {
            open = OpenCopies.all(session.connection(), tables);
        }
        return open;
    }

    private List<Keeping> of(Step step) throws SQLException {
        List<Keeping> found = new ArrayList<>();
        FileSettings settings = new FileSettings(session);
        WaitingThings waiting = WaitingThings.of(session, stored(), step);
        notices.addAll(LeftWaiting.changed(stored(), step));
        NewNames<Integer> renamed = new NewNames<>();
        List<Statement> makes = new ArrayList<>();
        Copies begun = BegunCopies.of(open(), step);
        @Nullable Quarantine quarantine = StepQuarantine.of(session, step, 1, begun, whereabouts);
        try (Splitter splitter =
                new Splitter(step.script().name(), step.script().open())) {
            for (@Nullable StatementText statement = splitter.next(); statement != null; statement = splitter.next()) {
                StatementText each = statement;
                if (each.number() > step.done()) {
                    @Nullable
                    Quarantine keeper = step.transactional()
                            ? quarantine
                            : StepQuarantine.of(session, step, each.number(), begun, whereabouts);
                    @Nullable Statement drop = StepQuarantine.drop(step.script().name(), each);
                    if (keeper != null && drop != null) {
                        tellRenamed(step, each, renamed.given(drop), earlier.given(drop));
                        found.addAll(asked(step, each, () -> goes(keeper, step, each, drop), settings));
                    }
                    @Nullable
                    Statement names = StepQuarantine.names(step.script().name(), each);
                    if (names != null) {
                        renamed.sees(each.number(), names);
                        makes.add(names);
                    }
                    @Nullable Statement make = waiting.isEmpty() ? null : StepQuarantine.make(step, each);
                    if (make != null) {
                        found.addAll(asked(step, each, () -> comes(waiting, each, make), settings));
                    }
                }
                if (step.transactional()) {
                    settings.rememberLocal(each);
                } else {
                    settings.remember(each);
                }
            }
        } catch (SqlSyntaxException | IOException e) {
            throw new UnreadableScriptException(
                    Unreadable.refusal(step, e, step.down() ? "bellows down" : "bellows apply"));
        }
        makes.forEach(each -> earlier.seesMade(step.migration().label(), each));
        return found;
    }

    private void tellRenamed(
            Step step, StatementText statement, @Nullable Integer here, @Nullable MigrationLabel earlier) {
        String why = here != null
                ? "statement " + here + " gives it its name"
                : earlier != null ? earlier + " makes it, or gives it its name" : "";
        if (!why.isEmpty()) {
            notices.add(step.migration().label() + ": what statement " + statement.number()
                    + " drops, and how it is kept, cannot be told yet (" + why + "); it is asked before it runs");
        }
    }

    private List<Keeping> asked(
            Step step, StatementText statement, FileSettings.Question<List<Keeping>> question, FileSettings settings)
            throws SQLException {
        try {
            return andBack(settings, question);
        } catch (CannotQuarantineException e) {
            if (step.down() && e.mayBeLost()) {
                notices.add(step.migration().label() + ": " + e.getMessage() + "; it is lost when the down runs");
                return List.of();
            }
            refusals.add(Refusal.at(
                    "cannot-quarantine",
                    step.migration().label(),
                    step.script().name(),
                    statement.span().line(),
                    String.valueOf(e.getMessage()),
                    e.next()));
            return List.of();
        } catch (SQLException e) {
            if (!session.alive() || Failures.state(e).equals(Failures.CANCELLED)) {
                throw e;
            }
            // The file may set a role that the plan only makes, or may not look where the plan will let it.
            notices.add(step.migration().label() + ": what statement " + statement.number()
                    + " drops, and how it is kept, cannot be told yet (" + Messages.firstLine(e.getMessage())
                    + "); it is asked again before it runs");
            return List.of();
        }
    }

    /** The file's settings, and the search path that a question sets for itself, are undone. */
    private List<Keeping> andBack(FileSettings settings, FileSettings.Question<List<Keeping>> question)
            throws SQLException {
        session.connection().setAutoCommit(false);
        try {
            settings.make();
            // A table's size is asked under a lock; who has the table just now keeps no plan from being made.
            session.execute("SET LOCAL lock_timeout = '1s'");
            return question.ask();
        } finally {
            session.rollback();
            session.connection().setAutoCommit(true);
        }
    }

    private List<Keeping> goes(Quarantine quarantine, Step step, StatementText statement, Statement drop)
            throws SQLException {
        List<Keeping> found = new ArrayList<>();
        List<Keep> keeps = quarantine.of(drop, statement.text(), oid -> true);
        whereabouts
                .assumptions()
                .forEach(each -> notices.add(
                        step.migration().label() + ": statement " + statement.number() + " keeps it: " + each));
        for (Keep keep : keeps) {
            whereabouts.took(keep);
            againOnlyByHand(step, keep).ifPresent(notices::add);
            places.goes(keep);
            @Nullable BatchedCopy copy = keep.copy();
            if (copy != null) {
                copies.add(copy);
            }
            found.add(new Keeping(
                    statement.number(),
                    keep.object(),
                    keep.way(),
                    false,
                    keep.place(),
                    copy == null ? null : batches(copy),
                    keep.before(),
                    keep.instead(),
                    keep.lost()));
        }
        return found;
    }

    /** Said of what a down drops, where the migration's own statements do not make it under that name. */
    private static Optional<String> againOnlyByHand(Step step, Keep keep) {
        if (!step.down() || keep.way() == QuarantineWay.NEEDED) {
            return Optional.empty();
        }
        Script file = step.migration().script();
        try {
            return Makes.of(file).has(keep.object(), keep.column() != null)
                    ? Optional.empty()
                    : Optional.of(keep.object() + " will not come back by itself when "
                            + step.migration().label() + " is applied again: no statement of " + file.name()
                            + " makes it under that name; bellows quarantine restore brings it back");
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Keeping.Batches batches(BatchedCopy copy) {
        return new Keeping.Batches(
                copy.begun() ? List.of() : copy.begin(),
                copy.batch(false, BatchSize.FIRST),
                copy.again(BatchSize.FIRST),
                copy.rows());
    }

    /** The column itself is made by the statement. */
    private static List<String> executed(Stored stored) {
        return stored.restore().stream()
                .map(Mend::sql)
                .filter(sql -> !stored.made() || !sql.startsWith("ALTER TABLE " + stored.table() + " ADD COLUMN "))
                .toList();
    }

    private List<Keeping> comes(WaitingThings waiting, StatementText statement, Statement make) throws SQLException {
        List<Stored> coming = waiting.madeBy(make);
        List<Keeping> found = new ArrayList<>();
        PartitionAgain partition = new PartitionAgain(session, waiting);
        for (Stored stored : coming) {
            waiting.gone(stored);
            List<String> sql = new ArrayList<>(executed(partition.coming(make, stored)));
            @Nullable FormerName former = FormerName.planned(session, tables, stored);
            if (former != null) {
                sql.addAll(0, former.take());
                sql.addAll(former.give());
            }
            partition.planned(make, statement, stored).ifPresent(sql::add);
            Kept kept = places.comes(session.connection(), stored).kept();
            found.add(new Keeping(
                    statement.number(),
                    kept.object(),
                    kept.way(),
                    true,
                    kept.place(),
                    null,
                    sql,
                    !stored.made(),
                    kept.lost()));
        }
        return found;
    }
}
