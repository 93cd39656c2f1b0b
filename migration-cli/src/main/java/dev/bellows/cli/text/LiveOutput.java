package dev.bellows.cli.text;

import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.model.StepResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * For a terminal: ended migrations stay, and below them what goes on is redrawn: the migration with its time, how far the
 * server is, whom it waits for, and a bar over the run.
 */
final class LiveOutput implements ProgressText.Output {
    /** What is over before it could be read is not shown. */
    private static final Duration QUICK = Duration.ofMillis(300);

    private final ProgressText.Place place;
    private final LiveArea area;
    private final Activity activity = new Activity();
    private final Set<MigrationLabel> heldTold = new HashSet<>();
    private @Nullable RunBar bar;

    LiveOutput(ProgressText.Place place) {
        this.place = place;
        this.area = new LiveArea(place.remarks());
    }

    @Override
    public void on(Progress progress) {
        activity.on(progress, place.time().instant());
        if (progress instanceof Progress.StepFinished finished) {
            StepResult result = finished.result();
            if (result.outcome() != StepResult.Outcome.HELD
                    || heldTold.add(new MigrationLabel(result.owner(), result.version()))) {
                area.clear();
                result(result);
            }
        } else if (progress instanceof Progress.Notice notice) {
            remark("notice: " + notice.text());
        } else if (progress instanceof Progress.Overtaken overtaken) {
            remark(overtaken.why());
        } else if (progress instanceof Progress.RestorePointMade made) {
            remark(RestorePointText.made(made));
        } else if (progress instanceof Progress.Planned planned) {
            endBar();
            bar = planned.steps() > 1
                    ? new RunBar(planned.steps(), place.display().unicode())
                    : null;
        }
        if (activity.waits()) {
            tick();
        }
    }

    private void remark(String text) {
        area.clear();
        Wrapping.of(place.shown(text), columns()).forEach(place.remarks()::println);
    }

    private void result(StepResult result) {
        String ended = ReportText.ended(result, Ink.PLAIN);
        String title = Cells.fit(ReportText.title(result), Math.max(10, columns() - Cells.width(ended) - 2));
        place.results()
                .println(place.display().signs(place.shown(title)) + "  "
                        + ReportText.ended(result, place.display().ink()));
    }

    private int columns() {
        return place.display().columns(80);
    }

    @Override
    public void tick() {
        Instant now = place.time().instant();
        boolean quick = !activity.waits() && activity.running(now).compareTo(QUICK) < 0;
        if (!activity.goesOn()) {
            area.clear();
        } else if (!quick) {
            area.show(lines(now));
        }
    }

    private List<String> lines(Instant now) {
        // The last column makes some terminals begin a new line.
        int columns = columns() - 1;
        Ink ink = place.display().ink();
        List<String> lines = new ArrayList<>();
        String headline = activity.headline(now);
        if (headline != null) {
            lines.add(ink.strong(fit(headline, columns)));
        }
        String indent = headline == null ? "" : "  ";
        activity.details().forEach(detail -> lines.add(fit(indent + detail, columns)));
        String waiting = activity.waiting(now);
        if (waiting != null) {
            lines.add(fit(indent + waiting, columns));
            activity.blockers(now, true).forEach(line -> lines.add(ink.faint(fit(indent + "  " + line, columns))));
        }
        activity.gates().lines(now).forEach(line -> Wrapping.of(line, columns)
                .forEach(part -> lines.add(fit(part, columns))));
        if (bar != null) {
            lines.add(fit(bar.text(activity.done(), columns), columns));
        }
        return lines;
    }

    private String fit(String line, int columns) {
        return place.display().signs(Cells.fit(place.shown(line), columns));
    }

    @Override
    public void stepAside() {
        area.clear();
    }

    @Override
    public void end() {
        stepAside();
        endBar();
    }

    private void endBar() {
        if (bar != null) {
            bar.close();
        }
    }
}
