package dev.bellows.cli.text;

import dev.bellows.Fleet;
import dev.bellows.model.Report;
import dev.bellows.model.StepResult;
import dev.bellows.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of many, in a line, and a table of those that failed. */
public final class FleetText {
    private static final int WIDEST_NAME = 40;

    private FleetText() {}

    /**
     * One that failed.
     *
     * @param lines what a call for it alone would say
     */
    public record Failed(String name, int exit, List<String> lines) {}

    /** {@code 500: 40 applied (80 migrations), 457 had nothing to do, 1 held, 2 failed}. */
    public static List<String> summary(List<Fleet.Outcome<Object>> outcomes, Ink ink) {
        long changed = 0;
        long migrations = 0;
        long idle = 0;
        long held = 0;
        long untried = 0;
        long failed = 0;
        for (Fleet.Outcome<Object> outcome : outcomes) {
            long steps = steps(outcome.result());
            migrations += steps;
            if (outcome.problem() != null) {
                failed++;
            } else if (!outcome.tried()) {
                untried++;
            } else if (steps > 0) {
                changed++;
            } else if (isHeld(outcome.result())) {
                held++;
            } else {
                idle++;
            }
        }
        boolean planned = outcomes.stream().anyMatch(outcome -> outcome.result() instanceof Plan);
        List<String> parts = new ArrayList<>();
        part(parts, changed, (planned ? "to apply (" : "applied (") + Words.count(migrations, "migration") + ")");
        part(parts, idle, "with nothing to do");
        part(parts, held, "held; see: bellows gate --schema NAME");
        part(parts, untried, "not tried");
        if (failed > 0) {
            parts.add(ink.bad(failed + " failed"));
        }
        return List.of(outcomes.size() + ": " + String.join(", ", parts));
    }

    private static void part(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(count + " " + what);
        }
    }

    private static long steps(@Nullable Object result) {
        if (result instanceof Report report) {
            return report.steps().stream()
                    .filter(step -> step.outcome() == StepResult.Outcome.APPLIED)
                    .count();
        }
        return result instanceof Plan plan ? plan.steps().size() : 0;
    }

    private static boolean isHeld(@Nullable Object result) {
        return result instanceof Report report
                && report.held().stream().anyMatch(each -> !each.holders().isEmpty());
    }

    /** A table of those that failed, and all that is to be said of the first one. */
    public static List<String> failures(List<Failed> failed, Ink ink, int width) {
        Table table = new Table(width == 0 ? 200 : width, WIDEST_NAME);
        table.row("failed", "exit", "why");
        for (Failed each : failed) {
            table.row(each.name(), String.valueOf(each.exit()), why(each));
        }
        List<String> lines = new ArrayList<>(table.lines());
        Failed first = failed.get(0);
        lines.add("");
        lines.add(ink.strong(first.name() + ":"));
        lines.addAll(first.lines());
        return lines;
    }

    private static String why(Failed failed) {
        return failed.lines().stream()
                .findFirst()
                .map(line -> line.replaceFirst("^(\u001b\\[[0-9;]*m)*error:(\u001b\\[[0-9;]*m)* *", ""))
                .orElse("");
    }
}
