package dev.bellows.cli.json;

import dev.bellows.code.CodeScript;
import dev.bellows.effect.LockMode;
import dev.bellows.model.CheckResult;
import dev.bellows.model.Failure;
import dev.bellows.model.Held;
import dev.bellows.model.Losses;
import dev.bellows.model.Migration;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import dev.bellows.model.RestorePoint;
import dev.bellows.model.Script;
import dev.bellows.model.Status;
import dev.bellows.model.StepResult;
import dev.bellows.plan.Clearing;
import dev.bellows.plan.NewLedger;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import dev.bellows.schema.ObjectName;
import dev.bellows.sql.Phase;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reports, statuses and plans as JSON's objects. Durations are milliseconds, times ISO 8601 in UTC; what is not known is
 * {@code null}, so a field is always there.
 */
public final class Json {
    static final int FORMAT = 1;

    /** Fields that hold words of ours, or names: a password that happens to be such a word must not hide them. */
    private static final Set<String> WORDS = Set.of(
            "event", "command", "kind", "code", "owner", "version", "phase", "outcome", "state", "when", "key", "name",
            "from", "at", "action", "way");

    private Json() {}

    /** Made when the first object is printed: that takes as long as all else that a call of the command line prepares. */
    private static final class Printer {
        private static final JsonMapper MAPPER = JsonMapper.builder().build();
    }

    /** The whole object of a command, on one line. */
    public static String object(String command, int exit, Map<String, @Nullable Object> rest) {
        Map<String, @Nullable Object> object = fields("format", FORMAT);
        object.putAll(result(command, exit, rest));
        return line(object);
    }

    /** The same as the last event of a stream. */
    public static String lastEvent(String command, int exit, Map<String, @Nullable Object> rest, Instant at) {
        return line(EventJson.event("result", at, result(command, exit, rest)));
    }

    private static Map<String, @Nullable Object> result(String command, int exit, Map<String, @Nullable Object> rest) {
        Map<String, @Nullable Object> result = fields("command", command, "exit", exit);
        result.putAll(rest);
        return result;
    }

    /** An object on one line. */
    public static String line(Map<String, @Nullable Object> object) {
        return Printer.MAPPER.writeValueAsString(object);
    }

    /** A document of somebody else's format, in lines that a person can read too. */
    static String text(Object document) {
        return Printer.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document);
    }

    /** The same object without secrets in its texts. */
    public static Map<String, @Nullable Object> masked(
            Map<String, @Nullable Object> object, UnaryOperator<String> mask) {
        Map<String, @Nullable Object> masked = new LinkedHashMap<>();
        object.forEach((name, value) -> masked.put(name, WORDS.contains(name) ? value : maskedValue(value, mask)));
        return masked;
    }

    private static @Nullable Object maskedValue(@Nullable Object value, UnaryOperator<String> mask) {
        if (value instanceof String text) {
            return mask.apply(text);
        } else if (value instanceof List<?> list) {
            return list.stream().map(element -> maskedValue(element, mask)).toList();
        } else if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            map.forEach((name, field) -> fields.put(String.valueOf(name), field));
            return masked(fields, mask);
        }
        return value;
    }

    /** Fields in the order in which they are written: names and values by turns. */
    public static Map<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    /** A report. */
    public static Map<String, @Nullable Object> report(Report report) {
        return fields(
                "database", report.database(),
                "ledger", report.ledger(),
                "position", report.position(),
                "head", report.head(),
                "current", report.current(),
                "steps", report.steps().stream().map(Json::step).toList(),
                "quarantined", QuarantineJson.kept(report.quarantined()),
                "held", labels(report.held().stream().map(Held::migration).toList()),
                "heldBy", report.held().stream().map(GateJson::held).toList(),
                "checks", report.checks().stream().map(Json::check).toList(),
                "restorePoint", restorePoint(report.restorePoint()),
                "refusals", refusals(report.refusals()),
                "notices", report.notices(),
                "failure", report.failure() == null ? null : failure(report.failure()),
                "durationMillis", report.duration().toMillis());
    }

    /** What there is to go back to. */
    public static @Nullable Map<String, @Nullable Object> restorePoint(@Nullable RestorePoint point) {
        return point == null
                ? null
                : fields(
                        "owner", point.before().owner(),
                        "version", point.before().version(),
                        "what", point.what(),
                        "at", point.at().toString());
    }

    static Map<String, @Nullable Object> step(StepResult step) {
        return fields(
                "owner", step.owner(),
                "version", step.version(),
                "description", step.description(),
                "phase", phase(step.phase()),
                "outcome", step.outcome().name().toLowerCase(Locale.ROOT),
                "done", step.done(),
                "total", step.total(),
                "durationMillis", step.duration().toMillis());
    }

    private static Map<String, @Nullable Object> check(CheckResult check) {
        return fields(
                "owner", check.migration().owner(),
                "version", check.migration().version(),
                "file", check.file(),
                "line", check.line(),
                "query", check.query(),
                "queries", check.queries(),
                "holds", check.holds(),
                "problem", check.problem(),
                "durationMillis", check.duration().toMillis());
    }

    private static Map<String, @Nullable Object> failure(Failure failure) {
        return fields(
                "owner", failure.migration().owner(),
                "version", failure.migration().version(),
                "file", failure.file(),
                "line", failure.line(),
                "column", failure.column(),
                "statement", failure.statement(),
                "statements", failure.statements(),
                "check", failure.check(),
                "excerpt", failure.excerpt(),
                "sqlState", failure.sqlState(),
                "message", failure.message(),
                "detail", failure.detail(),
                "hint", failure.hint(),
                "context", failure.context(),
                "done", failure.done(),
                "next", failure.next());
    }

    /** Refusals. */
    public static List<Map<String, @Nullable Object>> refusals(List<Refusal> refusals) {
        return refusals.stream()
                .map(refusal -> fields(
                        "code", refusal.code(),
                        "owner",
                                refusal.migration() == null
                                        ? null
                                        : refusal.migration().owner(),
                        "version",
                                refusal.migration() == null
                                        ? null
                                        : refusal.migration().version(),
                        "file", refusal.file(),
                        "line", refusal.line() == 0 ? null : refusal.line(),
                        "column", refusal.column() == 0 ? null : refusal.column(),
                        "excerpt", refusal.excerpt().isEmpty() ? null : refusal.excerpt(),
                        "cause", refusal.cause(),
                        "next", refusal.next()))
                .toList();
    }

    /** A status. */
    public static Map<String, @Nullable Object> status(Status status) {
        return fields(
                "database", status.database(),
                "ledger", status.ledger(),
                "position", status.position(),
                "head", status.head(),
                "current", status.current(),
                "migrations", status.rows().stream().map(Json::row).toList(),
                "refusals", refusals(status.refusals()),
                "notices", status.notices(),
                "gates", GateJson.gates(status.gates()),
                "restorePoint", restorePoint(status.restorePoint()),
                "next", status.next());
    }

    private static Map<String, @Nullable Object> row(Status.Row row) {
        return fields(
                "owner", row.owner(),
                "version", row.version(),
                "description", row.description(),
                "phase", phase(row.phase()),
                "state", row.state().word(),
                "done", row.done(),
                "total", row.total(),
                "at", row.at() == null ? null : row.at().toString(),
                "note", row.note());
    }

    /** A plan. */
    public static Map<String, @Nullable Object> plan(Plan plan) {
        return fields(
                "position", plan.position(),
                "head", plan.head(),
                "current", plan.current(),
                "newLedger", plan.newLedger() == null ? null : newLedger(plan.newLedger()),
                "steps", plan.steps().stream().map(Json::planned).toList(),
                "held", labels(plan.held().stream().map(Migration::label).toList()),
                "newlyHeld",
                        labels(plan.newlyHeld().stream().map(Migration::label).toList()),
                "heldBy", plan.behind().stream().map(GateJson::held).toList(),
                "restorePointBefore", plan.makesRestorePoint() == null ? null : label(plan.makesRestorePoint()),
                "stoodFor",
                        labels(plan.stoodFor().stream().map(Migration::label).toList()),
                "refusals", refusals(plan.refusals()),
                "notices", plan.notices());
    }

    private static Map<String, @Nullable Object> planned(Step step) {
        return fields(
                "owner", step.migration().owner(),
                "version", step.migration().version(),
                "description", step.migration().description(),
                "phase", phase(step.migration().phase()),
                "down", step.down(),
                "file",
                        step.script() instanceof CodeScript
                                ? null
                                : step.script().name(),
                "class", step.script() instanceof CodeScript ? step.script().name() : null,
                "transactional", step.transactional(),
                "gated", step.gated(),
                "statements", step.statements(),
                "done", step.done(),
                "inDoubt", step.inDoubt(),
                "lockTimeoutMillis", millis(step.lockTimeout()),
                "statementTimeoutMillis", millis(step.statementTimeout()),
                "maxBlockingMillis", step.maxBlocking().toMillis(),
                "locks", step.locks().entrySet().stream().map(Json::lock).toList(),
                "keepings",
                        step.keepings().stream().map(QuarantineJson::keeping).toList(),
                "clearings", step.clearings().stream().map(Json::clearing).toList(),
                "checks", step.check() == null ? List.of() : List.of(check(step.check())));
    }

    private static Map<String, @Nullable Object> check(Script check) {
        return fields("file", check.name(), "queries", check.outline().statements());
    }

    private static Map<String, @Nullable Object> lock(Map.Entry<ObjectName, LockMode> lock) {
        return fields("table", lock.getKey().toString(), "mode", lock.getValue().words());
    }

    private static Map<String, @Nullable Object> newLedger(NewLedger ledger) {
        return fields("name", ledger.name(), "objects", ledger.objects(), "statements", ledger.statements());
    }

    private static Map<String, @Nullable Object> clearing(Clearing clearing) {
        return fields(
                "statement", clearing.statement(),
                "when", clearing.when().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                "sql", clearing.sql(),
                "why", clearing.why());
    }

    /** What a down would destroy. */
    public static Map<String, @Nullable Object> losses(Losses losses) {
        return fields(
                "losses",
                losses.losses().stream()
                        .map(loss -> fields("what", loss.what(), "count", loss.count(), "estimated", loss.estimated()))
                        .toList(),
                "unknown",
                labels(losses.unknown()));
    }

    static List<Map<String, @Nullable Object>> labels(List<MigrationLabel> labels) {
        return labels.stream().map(Json::label).toList();
    }

    static Map<String, @Nullable Object> label(MigrationLabel label) {
        return fields("owner", label.owner(), "version", label.version());
    }

    static @Nullable String phase(@Nullable Phase phase) {
        return phase == null ? null : phase.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis();
    }
}
