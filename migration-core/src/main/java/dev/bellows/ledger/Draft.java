package dev.bellows.ledger;

import dev.bellows.model.Decision;
import dev.bellows.model.Entry;
import dev.bellows.model.EventKind;
import dev.bellows.model.Migration;
import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An entry before it has its place in the chain. Each method returns a changed copy.
 *
 * @param direction as {@link dev.bellows.model.Entry#direction()}
 * @param statements null when the entry is not about statements
 * @param duration how long it took; null when nothing ran
 * @param problem null when nothing failed
 * @param detail as {@link dev.bellows.model.Entry#detail()}
 * @param reason why, in a person's words
 * @param evidence what a gate was opened on, as JSON text; null where there was none
 */
public record Draft(
        EventKind event,
        @Nullable String direction,
        Subject subject,
        @Nullable Statements statements,
        @Nullable Duration duration,
        @Nullable Problem problem,
        @Nullable String detail,
        @Nullable String reason,
        @Nullable String evidence) {
    /**
     * What an entry is about.
     *
     * @param description null without a file, likewise the next three
     */
    public record Subject(
            String owner,
            String version,
            @Nullable String description,
            @Nullable String phase,
            @Nullable String after,
            @Nullable String checksum) {}

    /**
     * How far a file got.
     *
     * @param prefixChecksum of the statements done, or announced; null when all are
     */
    public record Statements(int done, int total, @Nullable String prefixChecksum) {}

    /**
     * What failed.
     *
     * @param message without values and secrets
     */
    public record Problem(String sqlState, String message) {}

    /** An entry about a migration. */
    public static Draft about(EventKind event, Migration migration) {
        String phase = migration.phase().name().toLowerCase(Locale.ROOT);
        return about(
                event,
                new Subject(
                        migration.owner(),
                        migration.version(),
                        migration.description(),
                        phase,
                        migration.after(),
                        migration.script().checksum()));
    }

    /** An entry about the migration that another entry is about; it need not have a file any more. */
    public static Draft about(EventKind event, Entry other) {
        return about(
                event,
                new Subject(
                        other.id().owner(),
                        other.label().version(),
                        other.description(),
                        other.phase(),
                        other.after(),
                        other.checksum()));
    }

    /** An entry about a version that need not have a file. */
    public static Draft about(EventKind event, String owner, String version) {
        return about(event, new Subject(owner, version, null, null, null, null));
    }

    private static Draft about(EventKind event, Subject subject) {
        return new Draft(event, null, subject, null, null, null, null, null, null);
    }

    public Draft statements(int done, int total, @Nullable String prefixChecksum) {
        return new Draft(
                event,
                direction,
                subject,
                new Statements(done, total, prefixChecksum),
                duration,
                problem,
                detail,
                reason,
                evidence);
    }

    public Draft direction(boolean down) {
        return new Draft(event, down ? "down" : "up", subject, statements, duration, problem, detail, reason, evidence);
    }

    public Draft took(Duration time) {
        return new Draft(event, direction, subject, statements, time, problem, detail, reason, evidence);
    }

    public Draft failed(String sqlState, String message) {
        return new Draft(
                event,
                direction,
                subject,
                statements,
                duration,
                new Problem(sqlState, message),
                detail,
                reason,
                evidence);
    }

    public Draft decided(Decision decision) {
        return new Draft(
                event, direction, subject, statements, duration, problem, decision.toString(), reason, evidence);
    }

    /** What a restore point is called; null when nobody said. */
    public Draft named(@Nullable String what) {
        return new Draft(event, direction, subject, statements, duration, problem, what, reason, evidence);
    }

    public Draft because(String why) {
        return new Draft(event, direction, subject, statements, duration, problem, detail, why, evidence);
    }

    /** What a gate was opened on, as JSON text. */
    public Draft on(String what) {
        return new Draft(event, direction, subject, statements, duration, problem, detail, reason, what);
    }
}
