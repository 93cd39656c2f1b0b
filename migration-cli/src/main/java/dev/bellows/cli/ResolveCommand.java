package dev.bellows.cli;

import dev.bellows.cli.json.Json;
import dev.bellows.model.ConfigurationException;
import dev.bellows.model.Decision;
import dev.bellows.model.Report;
import dev.bellows.model.Resolution;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code bellows resolve}. */
@Command(
        name = "resolve",
        description = {
            "Records what a person decided about a migration.",
            "Runs nothing. Status and refusals name the form that fits."
        },
        footer = {
            "",
            "Examples:",
            "  bellows resolve 0042 --as resume-at:3 \\",
            "      --reason \"the index is there and valid, see pg_index\"",
            "  bellows resolve 0017 --accept-checksum \"only a comment was changed\""
        })
final class ResolveCommand implements Action {
    @Parameters(paramLabel = "V", description = "the version; OWNER:V for another owner than main")
    private String version = "";

    @ArgGroup(multiplicity = "1")
    private Form form = new Form();

    @Option(names = "--reason", paramLabel = "TEXT", description = "why, kept in the ledger")
    private @Nullable String reason;

    /** Exactly one of these. */
    static final class Form {
        @Option(
                names = "--as",
                paramLabel = "applied|reverted|resume-at:N",
                description =
                        "what is true of the database: all of it is there, nothing is, or it goes on at statement N")
        private @Nullable String as;

        @Option(
                names = "--accept-checksum",
                paramLabel = "REASON",
                description = "the edited file counts as what was applied, beside the file that ran")
        private @Nullable String acceptChecksum;

        @Option(names = "--missing", paramLabel = "REASON", description = "the file is gone for good")
        private @Nullable String missing;
    }

    @Override
    public Answer run(Call call) {
        Resolution resolution = resolution();
        Report report = call.bellows().resolve(resolution);
        return Answer.done(
                        List.of("recorded: " + resolution.migration() + " " + resolution.decision()
                                + "; next: bellows status"),
                        Json.fields(
                                "owner", resolution.migration().owner(),
                                "version", resolution.migration().version(),
                                "resolution", resolution.decision().toString(),
                                "report", Json.report(report)))
                .remarks(call.unseen(report));
    }

    private Resolution resolution() {
        try {
            if (form.as != null) {
                boolean needsOption = form.as.equals("accept-checksum") || form.as.equals("missing");
                if (needsOption) {
                    throw new IllegalArgumentException("write --" + form.as + " REASON instead of --as " + form.as);
                }
                return Resolution.of(version, Decision.parse(form.as), reason == null ? "" : reason);
            }
            if (reason != null) {
                throw new IllegalArgumentException("--accept-checksum and --missing take the reason themselves");
            }
            return form.acceptChecksum != null
                    ? Resolution.of(version, Decision.ACCEPT_CHECKSUM, form.acceptChecksum)
                    : Resolution.of(version, Decision.MISSING, form.missing == null ? "" : form.missing);
        } catch (IllegalArgumentException e) {
            throw new ConfigurationException(String.valueOf(e.getMessage()), Report.EMPTY, e);
        }
    }
}
