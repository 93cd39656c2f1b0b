package dev.bellows.cli.text;

import dev.bellows.code.CodeScript;
import dev.bellows.model.Loss;
import dev.bellows.model.Losses;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.plan.Clearing;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What would run, and what it would cost. */
public final class PlanText {
    private PlanText() {}

    /** The lines of a dry run. */
    public static List<String> dryRun(Plan plan, Ink ink) {
        List<String> lines = new ArrayList<>();
        if (plan.newLedger() != null) {
            lines.add("creates the ledger " + Cells.plain(plan.newLedger().name()) + ": "
                    + Cells.plain(String.join(", ", plan.newLedger().objects())));
        }
        lines.addAll(steps(plan, ink));
        for (Migration migration : plan.held()) {
            lines.add((plan.newlyHeld().contains(migration) ? "records as held: " : "passed over: ")
                    + Words.title(migration.owner(), migration.version(), migration.description())
                    + "  " + Words.phase(migration.phase()));
        }
        lines.addAll(HolderText.behind(plan.behind()));
        for (Migration baseline : plan.stoodFor()) {
            lines.add("records that " + Cells.plain(baseline.script().name()) + " stands for what is applied");
        }
        plan.notices().forEach(notice -> lines.add("notice: " + Cells.plainLines(notice)));
        if (plan.nothingToDo()) {
            lines.add("nothing to do"
                    + (plan.current() && plan.head() != null ? ": the schema is current at " + plan.head() : ""));
        }
        lines.add("this was a dry run: nothing was run and nothing was changed");
        return lines;
    }

    /** Each step with its number. */
    public static List<String> steps(Plan plan, Ink ink) {
        List<String> lines = new ArrayList<>();
        int number = 0;
        for (Step step : plan.steps()) {
            Migration migration = step.migration();
            number++;
            lines.add(number + ". "
                    + ink.strong(Words.title(migration.owner(), migration.version(), migration.description()))
                    + "  " + (step.down() ? "down" : Words.phase(migration.phase()))
                    + ", " + (step.transactional() ? "in one transaction" : "outside a transaction")
                    + ", " + Words.count(step.statements(), "statement") + resumed(step));
            lines.add("   " + Cells.plain(place(step)));
            lines.add("   " + ink.faint(limits(step)));
            if (!step.locks().isEmpty()) {
                lines.add("   " + ink.faint("locks " + locks(step)));
            }
            if (step.gated()) {
                lines.add("   runs when its gate opens: when nothing lives whose build lacks "
                        + Cells.plain(needs(migration).toString()) + "; until then it is held");
            }
            if (migration.label().equals(plan.makesRestorePoint())) {
                lines.add("   makes a restore point before it");
            }
            if (step.reason() != null) {
                lines.add("   breaks running code, untagged, allowed: " + Cells.plain(step.reason()));
            }
            if (step.check() != null) {
                lines.add("   then checks " + Cells.plain(step.check().name()) + ": "
                        + Words.count(step.check().outline().statements(), "query")
                        + " must return no rows");
            }
            lines.addAll(QuarantineText.keepings(step.keepings(), ink));
            step.clearings().forEach(clearing -> lines.add("   " + clearing(clearing)));
        }
        return lines;
    }

    /** The version that every build that lives must ship. */
    private static MigrationLabel needs(Migration contract) {
        String after = contract.after();
        return after == null ? contract.label() : new MigrationLabel(contract.owner(), after);
    }

    private static String limits(Step step) {
        String lock = "lock timeout " + timeout(step.lockTimeout(), "0.8 × deadlock_timeout");
        if (!step.transactional()) {
            return lock + ", none for a statement that stops nobody"
                    + (step.statementTimeout() == null
                            ? ""
                            : ", statement timeout " + timeout(step.statementTimeout(), "none"));
        }
        return lock + ", statement timeout " + timeout(step.statementTimeout(), "none") + ", blocks others "
                + (step.maxBlocking().isZero() ? "without limit" : "for at most " + Words.time(step.maxBlocking()));
    }

    private static String locks(Step step) {
        return step.locks().entrySet().stream()
                .map(lock -> Cells.plain(lock.getKey().toString()) + " "
                        + lock.getValue().words())
                .collect(Collectors.joining(", "));
    }

    private static String place(Step step) {
        return (step.script() instanceof CodeScript ? "Java, class " : "")
                + step.script().name();
    }

    private static String clearing(Clearing clearing) {
        String when =
                switch (clearing.when()) {
                    case BEFORE -> "before statement " + clearing.statement();
                    case INSTEAD -> "in place of statement " + clearing.statement();
                    case AFTER_A_FAILED_TRY -> "if a try of statement " + clearing.statement() + " fails";
                };
        String what = clearing.sql() == null ? "drops what it leaves concurrently" : clearing.sql();
        return Cells.plain(when + ": " + what + " (" + clearing.why() + ")");
    }

    private static String resumed(Step step) {
        return (step.done() == 0 ? "" : ", " + step.done() + " done already")
                + (step.inDoubt() ? ", the next one in doubt: the database is asked" : "");
    }

    private static String timeout(@Nullable Duration duration, String otherwise) {
        return duration == null ? otherwise : duration.isZero() ? "none" : Words.time(duration);
    }

    /** What a down would destroy. */
    public static List<String> losses(Losses losses, Ink ink) {
        if (losses.losses().isEmpty() && losses.unknown().isEmpty()) {
            return List.of("no data would be lost");
        }
        List<String> lines = new ArrayList<>();
        lines.add(losses.any() ? ink.bad("this would be lost or changed:") : "no data would be lost; these go:");
        for (Loss loss : losses.losses()) {
            boolean values = loss.what().startsWith("column ") || loss.what().startsWith("converts column ");
            lines.add("  " + Cells.plain(loss.what()) + ": " + (loss.estimated() ? "about " : "")
                    + Words.count(loss.count(), values ? "value" : "row"));
        }
        for (MigrationLabel migration : losses.unknown()) {
            lines.add("  unknown: the down of " + Cells.plain(migration.toString())
                    + " runs outside a transaction, so it cannot be tried beforehand");
        }
        return lines;
    }
}
