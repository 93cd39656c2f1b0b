package dev.bellows.cli.text;

import dev.bellows.model.CheckResult;
import dev.bellows.model.Progress;
import dev.bellows.model.Report;
import dev.bellows.model.StepResult;
import dev.bellows.model.StepResult.Outcome;
import java.util.ArrayList;
import java.util.List;

/** What a run did, in one line for each migration and one that sums up. */
public final class ReportText {
    private ReportText() {}

    /** {@code 0042 add email  expand}, as a step begins. */
    static String started(Progress.StepStarted step) {
        return Words.title(
                        step.migration().owner(),
                        step.migration().version(),
                        step.migration().description())
                + "  " + Words.phase(step.migration().phase());
    }

    /** {@code 0042 add email  expand}. */
    static String title(StepResult step) {
        return Words.title(step.owner(), step.version(), step.description()) + "  " + Words.phase(step.phase());
    }

    /** {@code applied in 12 ms (3 statements)}. */
    static String ended(StepResult step, Ink ink) {
        String time = Words.time(step.duration());
        return switch (step.outcome()) {
            case APPLIED -> ink.good("applied") + " in " + time + " (" + Words.count(step.total(), "statement") + ")";
            case REVERTED -> ink.good("reverted") + " in " + time + " (" + Words.count(step.total(), "statement") + ")";
            case FAILED ->
                ink.bad("failed") + " after " + time + " (" + step.done() + " of "
                        + Words.count(step.total(), "statement") + " done)";
            case HELD -> "held";
        };
    }

    /** The last lines of an apply: what was kept, what is held, by whom, and what was done. */
    public static List<String> applied(Report report, Ink ink) {
        List<String> lines = new ArrayList<>(QuarantineText.keptBy(report.quarantined()));
        lines.addAll(HolderText.held(report, ink));
        long applied = count(report, Outcome.APPLIED);
        long held =
                report.held().stream().filter(each -> !each.holders().isEmpty()).count();
        boolean idle = report.current() && held == 0;
        lines.add((applied > 0 ? applied + " applied" : idle ? "nothing to do" : "nothing applied")
                + (held > 0 ? ", " + held + " held" : "")
                + (applied > 0 || held > 0 ? "; " : ": ")
                + (report.current() && !report.held().isEmpty() ? "every expand is applied" : standing(report))
                + (held > 0 && report.current() ? "; see: bellows gate" : ""));
        return lines;
    }

    /** The last lines of a down: what was kept, and what was done. */
    public static List<String> reverted(Report report) {
        long reverted = count(report, Outcome.REVERTED);
        List<String> lines = new ArrayList<>(QuarantineText.keptBy(report.quarantined()));
        lines.add(reverted > 0 ? reverted + " reverted; see: bellows status" : "nothing to revert");
        return lines;
    }

    /** The last line of a check. */
    public static List<String> agrees(Report report) {
        return List.of("files and ledger agree; " + standing(report));
    }

    /** Likewise with the checks that were run again, a line for each file. */
    public static List<String> checked(Report report) {
        List<String> lines = new ArrayList<>();
        for (CheckResult check : report.checks()) {
            if (check.query() == check.queries()) {
                lines.add("holds: " + Cells.plain(check.file()) + " (" + Words.count(check.queries(), "query") + ")");
            }
        }
        if (lines.isEmpty()) {
            lines.add("no applied migration has a check beside it");
        }
        lines.addAll(agrees(report));
        return lines;
    }

    /** {@code the schema is current at 0012}. */
    public static String standing(Report report) {
        if (report.current()) {
            return report.head() == null
                    ? "the schema is current: there are no versioned migrations"
                    : "the schema is current at " + report.head();
        }
        return "the schema is not current yet; see: bellows status";
    }

    private static long count(Report report, Outcome outcome) {
        return report.steps().stream().filter(step -> step.outcome() == outcome).count();
    }
}
