package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.json.QuarantineJson;
import dev.bellows.cli.text.Ink;
import dev.bellows.cli.text.QuarantineText;
import dev.bellows.cli.text.UnfinishedText;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Kept;
import dev.bellows.model.Refusal;
import dev.bellows.model.Report;
import dev.bellows.model.Restoration;
import dev.bellows.model.UnfinishedCopy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellows quarantine}. */
@Command(
        name = "quarantine",
        description = {
            "Shows what was dropped and waits: a contract and a down lose nothing.",
            "With restore WHAT it comes back: WHAT is its name in the quarantine, the table or column, or the version that"
                    + " dropped it, for all that it dropped. It tells what comes back and what does not, and on a terminal asks"
                    + " before it stays so; until the answer, for 30 s at most, its table is locked.",
            "With purge it is thrown away for good once it has waited for 30 days, or for --older-than; with a WHAT, that alone goes, at once. It tells before what"
                    + " will go, and asks; where there is no terminal to ask on, it needs --accept-data-loss. Nothing is"
                    + " purged by itself: until then these copies outlive a request to erase somebody's data."
        },
        footer = {
            "",
            "Examples:",
            "  bellows quarantine --env production",
            "  bellows quarantine restore customers.name --dry-run",
            "  bellows quarantine purge --older-than 90d --accept-data-loss"
        })
final class QuarantineCommand implements Action {
    private static final Duration USUAL_AGE = Duration.ofDays(30);

    /** What is to be done. */
    enum Deed {
        LIST,
        RESTORE,
        PURGE
    }

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "restore|purge",
            converter = Converters.OfDeed.class,
            description = "bring something back, or throw away what has waited for long")
    private @Nullable Deed deed;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "WHAT",
            description = "to restore, or to purge alone: bellows_q_41, orders, shop.orders.note, or 0042")
    private @Nullable String what;

    @Option(names = "--dry-run", description = "only show what would come back, or go")
    private boolean dryRun;

    @Option(
            names = "--older-than",
            paramLabel = "TIME",
            converter = Converters.OfAge.class,
            description = "purge what was dropped so long ago; 90d, 12h, 0 for all; 30d by default")
    private @Nullable Age olderThan;

    @Option(names = "--accept-data-loss", description = "do not ask")
    private boolean acceptDataLoss;

    private Deed deed() {
        return deed == null ? Deed.LIST : deed;
    }

    @Override
    public boolean readsOnly() {
        return dryRun || deed() == Deed.LIST;
    }

    @Override
    public Answer run(Call call) {
        check();
        Bellows bellows = call.bellowsWithoutMigrations();
        return switch (deed()) {
            case LIST -> list(call, bellows.quarantined(), bellows.copying());
            case RESTORE -> restore(call, bellows, String.valueOf(what));
            case PURGE -> purge(call, bellows);
        };
    }

    private void check() {
        if (deed() == Deed.RESTORE && what == null) {
            throw wrong(
                    "restore needs to know what: a name, a table or column, or a version; next: bellows quarantine");
        }
        if (deed() == Deed.PURGE && what != null && olderThan != null) {
            throw wrong("purge takes a name or an age: " + what + " goes however long it has waited");
        }
        if (deed() != Deed.PURGE && olderThan != null) {
            throw wrong("--older-than is about purge: bellows quarantine purge");
        }
    }

    private static ConfigurationException wrong(String message) {
        return new ConfigurationException(message, Report.EMPTY);
    }

    private Answer list(Call call, List<Kept> kept, List<UnfinishedCopy> copying) {
        Map<String, @Nullable Object> json = json(false, "kept", QuarantineJson.kept(kept));
        json.put("copying", QuarantineJson.copying(copying));
        List<String> lines = new ArrayList<>(UnfinishedText.list(copying, call.ink()));
        if (copying.isEmpty() || !kept.isEmpty()) {
            lines.addAll(QuarantineText.list(kept, call.ink()));
        }
        return Answer.done(lines, json);
    }

    private Answer restore(Call call, Bellows bellows, String name) {
        Ink ink = call.ink();
        if (dryRun) {
            List<Restoration> tried = bellows.tryRestore(name);
            return Answer.done(
                    QuarantineText.dryRun(QuarantineText.restores(tried, ink)),
                    json(false, "restorations", QuarantineJson.restorations(tried)));
        }
        Question question = new Question(call, acceptDataLoss, QuarantineText.ANSWER);
        boolean[] given = {false};
        List<Restoration> restored = bellows.restore(name, done -> {
            List<String> lines = QuarantineText.restores(done, ink);
            if (question.asks()) {
                lines.add(QuarantineText.LOCKED);
            }
            given[0] = question.consented(lines, false);
            return given[0];
        });
        Map<String, @Nullable Object> json = json(given[0], "restorations", QuarantineJson.restorations(restored));
        return given[0]
                ? Answer.done(QuarantineText.restored(restored, ink), json)
                : refused(call, json, question.refusal("bellows quarantine restore " + Repeated.quoted(name)));
    }

    private Answer purge(Call call, Bellows bellows) {
        Ink ink = call.ink();
        Duration age = olderThan == null ? USUAL_AGE : olderThan.time();
        if (dryRun) {
            List<Kept> old = what == null ? bellows.tryPurge(age) : bellows.tryPurge(what);
            return Answer.done(
                    QuarantineText.dryRun(QuarantineText.purges(old, age, ink)),
                    json(false, "kept", QuarantineJson.kept(old)));
        }
        Question question = new Question(call, acceptDataLoss, null);
        boolean[] given = {false};
        Predicate<List<Kept>> consent = old -> {
            List<String> lines = QuarantineText.purges(old, age, ink);
            given[0] = !QuarantineText.loses(old) || question.consented(lines, true);
            return given[0];
        };
        List<Kept> purged = what == null ? bellows.purge(age, consent) : bellows.purge(what, consent);
        Map<String, @Nullable Object> json = json(given[0], "kept", QuarantineJson.kept(purged));
        return given[0] || purged.isEmpty()
                ? Answer.done(QuarantineText.purged(purged, age), json)
                : refused(
                        call,
                        json,
                        question.refusal("bellows quarantine purge" + argument(" ", what)
                                + argument(" --older-than ", olderThan)));
    }

    private static String argument(String before, @Nullable Object typed) {
        return typed == null ? "" : before + Repeated.quoted(typed.toString());
    }

    private static Answer refused(Call call, Map<String, @Nullable Object> json, Refusal refusal) {
        return Troubles.refused(Answer.done(List.of(), json), List.of(refusal), call.errorInk());
    }

    private Map<String, @Nullable Object> json(boolean done, String name, Object value) {
        Map<String, @Nullable Object> json = Json.fields(
                "action", deed().name().toLowerCase(Locale.ROOT), "dryRun", dryRun, "done", done, "kept", null);
        json.put("restorations", null);
        json.put("copying", null);
        json.put(name, value);
        return json;
    }
}
