package dev.bellows.plan;

import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Script;
import dev.bellows.model.Settings;
import dev.bellows.model.Timeouts;
import dev.bellows.model.UnreadableScriptException;
import dev.bellows.sql.Directives;
import dev.bellows.sql.Outline;
import dev.bellows.sql.Phase;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes a migration's step from its script, and refuses what a migration may not hold. */
final class Steps {
    private final Settings settings;
    private final boolean fromNothing;
    private final List<Refusal> refusals;

    /**
     * A maker of steps.
     *
     * @param fromNothing whether the database is built in this run: nothing old can live there, so no contract has a gate
     * @param refusals takes what is refused
     */
    Steps(Settings settings, boolean fromNothing, List<Refusal> refusals) {
        this.settings = settings;
        this.fromNothing = fromNothing;
        this.refusals = refusals;
    }

    /**
     * The step that runs a script from its first statement; empty when it was refused.
     *
     * @param standing where the migration stands; null when no entry is about it
     */
    Optional<Step> fresh(Migration migration, boolean down, Script script, @Nullable Standing standing) {
        return of(migration, down, script, 0, false, standing);
    }

    /** The step that goes on where an earlier run ended; empty when it was refused. */
    Optional<Step> resume(Migration migration, Script script, Standing standing) {
        Optional<Step> step = of(migration, standing.down(), script, standing.done(), standing.inDoubt(), standing);
        return step.filter(found -> {
            @Nullable Refusal refusal = unresumable(found, standing);
            if (refusal != null) {
                refusals.add(refusal);
            }
            return refusal == null;
        });
    }

    private Optional<Step> of(
            Migration migration, boolean down, Script script, int done, boolean inDoubt, @Nullable Standing standing) {
        Outline outline;
        try {
            outline = script.outline();
        } catch (UnreadableScriptException e) {
            // What is wrong with a file is known since it was loaded, unless it is history.
            if (!refusals.contains(e.refusal())) {
                refusals.add(e.refusal());
            }
            return Optional.empty();
        }
        List<Refusal> found = forbidden(migration, script, outline);
        refusals.addAll(found);
        return found.isEmpty() ? Optional.of(step(migration, down, script, done, inDoubt, standing)) : Optional.empty();
    }

    private Step step(
            Migration migration, boolean down, Script script, int done, boolean inDoubt, @Nullable Standing standing) {
        Step.Gate gate = down || fromNothing || Agreement.phase(migration) != Phase.CONTRACT
                ? Step.Gate.NONE
                : standing != null && standing.kind() == Standing.Kind.HELD ? Step.Gate.HELD : Step.Gate.UNASKED;
        Outline outline = script.outline();
        Directives directives = outline.directives();
        Timeouts timeouts = settings.timeouts();
        boolean transactional =
                outside(outline).isEmpty() && !Boolean.FALSE.equals(directives.transaction()) && done == 0 && !inDoubt;
        return new Step(
                migration,
                down,
                script,
                done,
                inDoubt,
                outline.statements(),
                transactional,
                directives.lockTimeout() != null ? directives.lockTimeout() : timeouts.tableLock(),
                directives.statementTimeout() != null ? directives.statementTimeout() : timeouts.statement(),
                directives.maxBlocking() != null ? directives.maxBlocking() : timeouts.maxBlocking(),
                Map.of(),
                null,
                gate,
                null,
                List.of(),
                List.of());
    }

    private static Optional<StatementText> outside(Outline outline) {
        return outline.special().stream()
                .filter(statement -> statement.use() instanceof TransactionUse.Outside)
                .findFirst();
    }

    private List<Refusal> forbidden(Migration migration, Script script, Outline outline) {
        List<Refusal> found = new ArrayList<>();
        for (StatementText statement : outline.special()) {
            if (statement.use() instanceof TransactionUse.Refused refused) {
                found.add(
                        switch (refused.reason()) {
                            case ENDS_THE_TRANSACTION ->
                                at(
                                        "transaction-control",
                                        migration,
                                        script,
                                        statement,
                                        refused.command()
                                                + " would end or split the transaction that makes a migration all or nothing",
                                        "remove it: Bellows begins and commits; for a file without a transaction use '-- "
                                                + settings.tagPrefix() + ":transaction off'");
                            case LOSES_THE_LOCK ->
                                at(
                                        "loses-the-lock",
                                        migration,
                                        script,
                                        statement,
                                        refused.command() + " would release the lock that keeps other runners out",
                                        "remove it; RESET ALL and RESET ROLE are allowed, and undone after the migration anyway");
                            case CHANGES_THE_TRANSACTION ->
                                at(
                                        "changes-the-transaction",
                                        migration,
                                        script,
                                        statement,
                                        refused.command() + " would change the transaction that also writes the ledger",
                                        "remove it: migrations run read-write at READ COMMITTED");
                            case CHANGES_THE_STRINGS ->
                                at(
                                        "changes-the-strings",
                                        migration,
                                        script,
                                        statement,
                                        refused.command()
                                                + " would make the server read strings by other rules than Bellows, which splits the file",
                                        "remove it, and write backslash escapes as E'…' strings");
                        });
            }
        }
        if (Boolean.TRUE.equals(outline.directives().transaction())) {
            outside(outline)
                    .ifPresent(statement -> found.add(at(
                            "not-in-transaction",
                            migration,
                            script,
                            statement,
                            "PostgreSQL runs " + ((TransactionUse.Outside) statement.use()).command()
                                    + " only outside a transaction, and the file says 'transaction on'",
                            "remove that directive, or put the statement into a migration of its own")));
        }
        return found;
    }

    private static Refusal at(
            String code, Migration migration, Script script, StatementText statement, String cause, String next) {
        return Refusal.at(
                code, migration.label(), script.name(), statement.span().line(), cause, next);
    }

    private static @Nullable Refusal unresumable(Step step, Standing standing) {
        MigrationLabel label = step.migration().label();
        String file = step.script().name();
        String decide = "bellows resolve " + label + " --as applied|reverted|resume-at:N";
        // An intent's checksum covers the announced statement too: it must be the one that is asked about.
        int covered = step.done() + (step.inDoubt() ? 1 : 0);
        if (covered > 0
                && standing.prefixChecksum() != null
                && !step.script().prefixChecksum(covered).equals(standing.prefixChecksum())) {
            return Refusal.of(
                    "prefix-edited",
                    label,
                    file,
                    (covered == 1 ? "its first statement" : "one of its first " + covered + " statements")
                            + ", which ran or may have, has been edited since",
                    "put it back as it was (what comes after may change), or decide: " + decide);
        }
        if (step.inDoubt() && !tellable(step)) {
            return Refusal.of(
                    "in-doubt",
                    label,
                    file,
                    "an earlier run ended while statement " + (step.done() + 1) + " of " + step.statements()
                            + " ran outside a transaction, and the database cannot tell whether it was done",
                    "look at the database, then: bellows resolve " + label + " --as resume-at:" + (step.done() + 1)
                            + " (it was not done) or resume-at:" + (step.done() + 2) + " (it was)");
        }
        return null;
    }

    /** Whether the statement in doubt is one whose effect the database shows, or that may be repeated. */
    private static boolean tellable(Step step) {
        return step.script().outline().special().stream()
                .anyMatch(statement ->
                        statement.number() == step.done() + 1 && !(statement.use() instanceof TransactionUse.OnlyOnce));
    }
}
