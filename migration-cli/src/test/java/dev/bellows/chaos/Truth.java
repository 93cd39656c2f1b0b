package dev.bellows.chaos;

import dev.bellows.chaos.Child.Call;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether a run that ended well told the truth: all that it said it applied is in the ledger, and nothing that its build ships
 * was pending but what it called held. Both are asked of the ledger as it was at the position that the report tells.
 *
 * @param ended when the process was gone
 * @param output with its report in JSON
 */
record Truth(String name, Call call, int exit, Instant ended, String output) {
    private static final JsonMapper JSON = new JsonMapper();

    static Truth of(Child child, Call call) {
        return new Truth(child.name(), call, child.exit(), child.ended(), child.output());
    }

    /** Whether this is a run that says what it did. */
    boolean isTold() {
        return exit == 0 && call.arguments().matches("apply .*--json.*");
    }

    /** @param ledger all of it, as it is in the end */
    List<String> findings(Build build, List<LedgerLine> ledger) {
        Optional<JsonNode> told = report();
        if (told.isEmpty()) {
            return List.of(name + " ended with 0, and without a report:\n" + output);
        }
        JsonNode report = told.get();
        List<String> findings = new ArrayList<>();
        long position = report.path("position").asLong(-1);
        if (position < call.position() || position > newest(ledger)) {
            findings.add("tells of position " + position + "; the ledger was at " + call.position() + " before, and at "
                    + newest(ledger) + " when it had ended");
        }
        Set<String> applied = LedgerLine.applied(ledger, position);
        Set<String> held = labels(report.path("held"), each -> true);
        labels(report.path("steps"), each -> each.path("outcome").asString().equals("applied")).stream()
                .filter(label -> !Made.isRepeatable(label) && !applied.contains(label))
                .forEach(label -> findings.add("says that " + label + " is applied, and the ledger does not"));
        boolean contractsOnly = call.arguments().contains("--phase contract");
        for (Made each : build.ships()) {
            boolean asked = each.contract() || !contractsOnly;
            if (asked && !applied.contains(each.label()) && !held.contains(each.label())) {
                findings.add("left " + each.label() + " " + each.kind() + " pending, and does not call it held");
            }
            if (!each.contract()
                    && !applied.contains(each.label())
                    && report.path("current").asBoolean()) {
                findings.add("calls the schema current without " + each.label() + " " + each.kind());
            }
        }
        return findings.stream()
                .map(each -> name + " (" + call.arguments() + ") ended with 0 and " + each + ":\n" + output)
                .toList();
    }

    private Optional<JsonNode> report() {
        List<String> lines = output.lines().filter(line -> line.startsWith("{")).toList();
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            JsonNode report = JSON.readTree(lines.get(lines.size() - 1)).path("report");
            return report.isObject() ? Optional.of(report) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private long newest(List<LedgerLine> ledger) {
        return ledger.stream()
                .filter(line -> !line.at().isAfter(ended))
                .mapToLong(LedgerLine::position)
                .max()
                .orElse(0);
    }

    private static Set<String> labels(JsonNode migrations, Predicate<JsonNode> which) {
        return StreamSupport.stream(migrations.spliterator(), false)
                .filter(which)
                .map(each -> Made.label(
                        each.path("owner").asString(), each.path("version").asString()))
                .collect(Collectors.toSet());
    }
}
