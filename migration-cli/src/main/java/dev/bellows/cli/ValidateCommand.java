package dev.bellows.cli;

import dev.bellows.Bellows;
import dev.bellows.cli.json.Json;
import dev.bellows.cli.text.ReportText;
import dev.bellows.model.Report;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bellows validate}. */
@Command(
        name = "validate",
        description = {
            "Checks that files and ledger agree, and the schema is current.",
            "Current: every expand of these files is applied. Runs nothing. Exits with 3 when files and ledger disagree, and"
                    + " with 6 when the schema is not current.",
            "With --checks the queries beside applied migrations (0042_add_email.check.sql) run again, each in a transaction"
                    + " that only reads. Exits with 5 when one returns rows or fails."
        },
        footer = {
            "",
            "Examples:",
            "  bellows validate --env production --pending-ok",
            "  bellows validate --env production --checks"
        })
final class ValidateCommand implements Action {
    @Option(names = "--pending-ok", description = "pending migrations are no error")
    private boolean pendingOk;

    @Option(names = "--checks", description = "run the checks of all applied migrations again")
    private boolean checks;

    @Override
    public boolean readsOnly() {
        return true;
    }

    @Override
    public Answer run(Call call) {
        Bellows bellows = call.bellows();
        Report report = checks
                ? bellows.validateChecks(pendingOk)
                : pendingOk ? bellows.validatePendingOk() : bellows.validateWithoutLease();
        return Answer.done(
                        checks ? ReportText.checked(report) : ReportText.agrees(report),
                        Json.fields("report", Json.report(report)))
                .remarks(call.unseen(report));
    }
}
