package dev.bellows.run;

import dev.bellows.ledger.Draft;
import dev.bellows.model.EventKind;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.model.Refusal;
import dev.bellows.model.RefusedException;
import dev.bellows.model.Report;
import dev.bellows.model.RestorePoint;
import dev.bellows.model.RestorePointMaker;
import dev.bellows.model.RestorePoints;
import dev.bellows.plan.Step;
import dev.bellows.sql.SqlSecrets;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a run's restore point, once, before the first step that asks for one, and records it. */
final class MakingRestorePoint {
    private final @Nullable RestorePoints wanted;
    private @Nullable Draft draft;

    /** One that nobody need make where {@code wanted} is null. */
    MakingRestorePoint(@Nullable RestorePoints wanted) {
        this.wanted = wanted;
    }

    /** Whether one has to be made before this step. */
    boolean missing(Step step) {
        return wanted != null && draft == null && step.asksFor(wanted);
    }

    /**
     * Makes it. The session has no transaction open; that it still is the runner's is proven when the entry is written.
     *
     * @param migrations that are about to run, this step's first
     * @throws RefusedException when none could be made
     * @throws InterruptedException when the calling thread was interrupted meanwhile
     */
    void make(Work work, Step step, List<MigrationLabel> migrations) throws SQLException, InterruptedException {
        if (wanted == null) {
            return;
        }
        Session session = work.session();
        session.execute(Session.namedSql(
                "makes a restore point before " + step.migration().label()));
        work.listener().on(new Progress.RestorePointStarted(step.migration()));
        long began = System.nanoTime();
        String said = made(
                wanted.maker(),
                step,
                new RestorePointMaker.Occasion(
                        session.server().database(), work.ledger().tables().schema(), step.down(), migrations));
        @Nullable String what = kept(said);
        draft = Draft.about(EventKind.RESTORE_POINT, step.migration())
                .direction(step.down())
                .took(Duration.ofNanos(System.nanoTime() - began))
                .named(what);
        record(work, step);
    }

    /** Records what was made; again where a reply to COMMIT was lost, and the entry with it. */
    void record(Work work, Step step) throws SQLException {
        @Nullable Draft made = draft;
        if (made == null) {
            return;
        }
        FencedTransaction.record(work, "records a restore point", made);
        told(work, step);
    }

    /** Tells of what is recorded. */
    void told(Work work, Step step) {
        @Nullable Draft made = draft;
        if (made == null || made.duration() == null) {
            return;
        }
        Instant at = Instant.EPOCH.plus(work.ledger().lastWritten(), ChronoUnit.MICROS);
        work.listener()
                .on(new Progress.RestorePointMade(
                        step.migration(),
                        new RestorePoint(step.migration().label(), made.detail(), at),
                        made.duration()));
    }

    private static String made(RestorePointMaker maker, Step step, RestorePointMaker.Occasion occasion)
            throws InterruptedException {
        try {
            String said = maker.make(occasion);
            if (Interrupts.pending()) {
                throw new InterruptedException();
            }
            return said;
        } catch (RefusedException | InterruptedException e) {
            throw e;
        } catch (Exception e) { // whatever it is: without a restore point nothing runs
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : Messages.firstLine(e.getMessage());
            throw new RefusedException(
                    List.of(Refusal.of(
                            RestorePointMaker.REFUSED,
                            step.migration().label(),
                            null,
                            "no restore point could be made: "
                                    + SqlSecrets.of("").hide(why),
                            "mend that, then: bellows " + (step.down() ? "down" : "apply"))),
                    Report.EMPTY);
        }
    }

    /** One line that a ledger and a terminal can bear; null when nothing was said. */
    static @Nullable String kept(String said) {
        StringBuilder line = new StringBuilder();
        SqlSecrets.of("").hide(said.strip()).codePoints().forEach(c -> {
            if (line.length() < RestorePointMaker.LONGEST) {
                line.append(printable(c) ? Character.toString(c) : String.format("\\u{%X}", c));
            }
        });
        return line.isEmpty() ? null : line.toString();
    }

    /** Not what moves a cursor, turns text around or cannot be written as UTF-8. */
    private static boolean printable(int c) {
        int type = Character.getType(c);
        return type != Character.CONTROL
                && type != Character.FORMAT
                && type != Character.SURROGATE
                && type != Character.LINE_SEPARATOR
                && type != Character.PARAGRAPH_SEPARATOR;
    }
}
