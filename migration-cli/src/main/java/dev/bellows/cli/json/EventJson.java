package dev.bellows.cli.json;

import dev.bellows.model.Blocker;
import dev.bellows.model.CommandProgress;
import dev.bellows.model.Migration;
import dev.bellows.model.Progress;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What happens, as JSON's objects: one for each event. */
public final class EventJson {
    private EventJson() {}

    /** The object of an event. */
    public static Map<String, @Nullable Object> of(Progress progress, Instant at) {
        if (progress instanceof Progress.Planned planned) {
            return event("planned", at, Json.fields("steps", planned.steps()));
        } else if (progress instanceof Progress.StepStarted started) {
            Map<String, @Nullable Object> fields = label(started.migration());
            fields.put("description", started.migration().description());
            fields.put("phase", Json.phase(started.migration().phase()));
            fields.put("number", started.number());
            fields.put("of", started.of());
            return event("step-started", at, fields);
        } else if (progress instanceof Progress.StatementStarted statement) {
            Map<String, @Nullable Object> fields = label(statement.migration());
            fields.put("statement", statement.statement());
            fields.put("statements", statement.statements());
            return event("statement-started", at, fields);
        } else if (progress instanceof Progress.StatementProgress running) {
            Map<String, @Nullable Object> fields = label(running.migration());
            fields.put("progress", progress(running.progress()));
            return event("statement-progress", at, fields);
        } else if (progress instanceof Progress.StepFinished finished) {
            return event("step-finished", at, Json.step(finished.result()));
        } else if (progress instanceof Progress.RestorePointStarted started) {
            return event("restore-point-started", at, label(started.migration()));
        } else if (progress instanceof Progress.RestorePointMade made) {
            return event(
                    "restore-point-made",
                    at,
                    Json.fields(
                            "restorePoint",
                            Json.restorePoint(made.restorePoint()),
                            "durationMillis",
                            made.took().toMillis()));
        } else if (progress instanceof Progress.Notice notice) {
            return event("notice", at, Json.fields("text", notice.text()));
        }
        return wait(progress, at);
    }

    private static Map<String, @Nullable Object> wait(Progress progress, Instant at) {
        if (progress instanceof Progress.WaitingForLock lock) {
            return event(
                    "waiting-for-lock",
                    at,
                    Json.fields(
                            "holder",
                            lock.holder() == null ? null : blocker(lock.holder()),
                            "waitedMillis",
                            lock.waited().toMillis()));
        } else if (progress instanceof Progress.WaitingForOthers others) {
            Map<String, @Nullable Object> fields = label(others.migration());
            fields.put(
                    "blockers",
                    others.blockers().stream().map(EventJson::blocker).toList());
            fields.put("waitedMillis", others.waited().toMillis());
            return event("waiting-for-others", at, fields);
        } else if (progress instanceof Progress.WaitOver over) {
            Map<String, @Nullable Object> fields = label(over.migration());
            fields.put("waitedMillis", over.waited().toMillis());
            return event("wait-over", at, fields);
        } else if (progress instanceof Progress.Retrying retrying) {
            Map<String, @Nullable Object> fields = label(retrying.migration());
            fields.put("attempt", retrying.attempt());
            fields.put("why", retrying.why());
            fields.put("pauseMillis", retrying.pause().toMillis());
            return event("retrying", at, fields);
        }
        return gate(progress, at);
    }

    private static Map<String, @Nullable Object> gate(Progress progress, Instant at) {
        if (progress instanceof Progress.GateHeld held) {
            Map<String, @Nullable Object> fields = label(held.migration());
            fields.put("holders", GateJson.holders(held.holders()));
            return event("gate-held", at, fields);
        } else if (progress instanceof Progress.GateOpened opened) {
            return event("gate-opened", at, label(opened.migration()));
        } else if (progress instanceof Progress.Overtaken overtaken) {
            return event("overtaken", at, Json.fields("why", overtaken.why()));
        }
        throw new IllegalArgumentException("no event: " + progress.getClass().getSimpleName());
    }

    /** An event's fields after those that every event has. */
    public static Map<String, @Nullable Object> event(String event, Instant at, Map<String, @Nullable Object> rest) {
        Map<String, @Nullable Object> fields = Json.fields(
                "format",
                Json.FORMAT,
                "event",
                event,
                "at",
                at.truncatedTo(ChronoUnit.MILLIS).toString());
        fields.putAll(rest);
        return fields;
    }

    private static Map<String, @Nullable Object> label(Migration migration) {
        return Json.fields("owner", migration.owner(), "version", migration.version());
    }

    private static Map<String, @Nullable Object> blocker(Blocker blocker) {
        return Json.fields(
                "pid", blocker.pid() == 0 ? null : blocker.pid(),
                "prepared", blocker.prepared(),
                "role", blocker.role(),
                "application", blocker.application(),
                "kind", blocker.kind(),
                "state", blocker.state(),
                "inStateMillis", millis(blocker.inState()),
                "inTransactionMillis", millis(blocker.inTransaction()),
                "query", blocker.query().isEmpty() ? null : blocker.query());
    }

    private static Map<String, @Nullable Object> progress(CommandProgress progress) {
        List<Map<String, @Nullable Object>> counters = progress.counters().stream()
                .map(counter -> Json.fields(
                        "of", counter.of(),
                        "done", counter.done(),
                        "total", counter.total() == 0 ? null : counter.total()))
                .toList();
        return Json.fields(
                "command",
                progress.command(),
                "phase",
                progress.phase().isEmpty() ? null : progress.phase(),
                "counters",
                counters,
                "waitsFor",
                progress.waitsFor() == 0 ? null : progress.waitsFor());
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
