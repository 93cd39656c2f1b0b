package dev.bellows.cli.text;

import dev.bellows.model.Listener;
import dev.bellows.model.Progress;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * What happens, as it happens: one line for each migration on one stream, and waits, retries and notices on the other. A
 * migration's line begins when it starts and is completed when it ends, so that a slow one can be seen.
 */
public final class ProgressText implements Listener {
    private final PrintStream results;
    private final PrintStream remarks;
    private final Ink ink;
    private final UnaryOperator<String> mask;
    private final Set<String> noticed = new HashSet<>();
    private boolean open;

    /**
     * Prints progress.
     *
     * @param results for migrations
     * @param remarks for everything else; may be the same
     */
    public ProgressText(PrintStream results, PrintStream remarks, Ink ink, UnaryOperator<String> mask) {
        this.results = results;
        this.remarks = remarks;
        this.ink = ink;
        this.mask = mask;
    }

    @Override
    public void on(Progress progress) {
        if (progress instanceof Progress.StepStarted step) {
            endLine();
            results.print(ReportText.started(step) + "  ");
            results.flush();
            open = true;
        } else if (progress instanceof Progress.StepFinished finished) {
            String title = open ? "" : ReportText.title(finished.result()) + "  ";
            results.println(title + ReportText.ended(finished.result(), ink));
            open = false;
        } else if (progress instanceof Progress.StatementStarted statement) {
            if (statement.statements() > 1) {
                remark(statement.migration().label() + ": statement " + statement.statement() + " of "
                        + statement.statements());
            }
        } else if (progress instanceof Progress.Notice notice) {
            if (noticed.add(notice.text())) {
                remark("notice: " + notice.text());
            }
        } else {
            waiting(progress);
        }
    }

    private void waiting(Progress progress) {
        if (progress instanceof Progress.WaitingForLock lock) {
            remark("waiting for another runner, " + Words.time(lock.waited()) + " so far; the lock is held by "
                    + (lock.holder() == null ? "a session that the server does not show" : lock.holder()));
        } else if (progress instanceof Progress.WaitingForOthers others) {
            remark(others.migration().label() + " waits, " + Words.time(others.waited()) + " so far, for:");
            others.blockers().forEach(blocker -> remark("  " + blocker));
        } else if (progress instanceof Progress.Retrying retrying) {
            remark(retrying.migration().label() + ": " + retrying.why() + "; undone, and tried again (attempt "
                    + retrying.attempt() + ") after " + Words.time(retrying.pause()));
        }
    }

    /** Whether this notice was shown while it happened. */
    public boolean noticed(String notice) {
        return noticed.contains(notice);
    }

    /** Ends a line that waits for its migration's end, as under way; to be called before anything else is printed. */
    public void endLine() {
        if (open) {
            results.println("…");
            open = false;
        }
    }

    private void remark(String text) {
        endLine();
        remarks.println(mask.apply(Cells.plainLines(text)));
    }
}
