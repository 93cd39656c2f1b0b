package dev.bellows.cli.json;

import dev.bellows.cli.config.HistoryLines;
import dev.bellows.model.Adoption;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What another tool has applied, as JSON's objects. */
public final class AdoptionJson {
    private AdoptionJson() {}

    /**
     * The fields of the command.
     *
     * @param shown the configuration's file, as people know it
     */
    public static Map<String, @Nullable Object> of(
            Adoption adoption, boolean dryRun, HistoryLines lines, Path shown, boolean written) {
        return Json.fields(
                "dryRun",
                dryRun,
                "done",
                adoption.done(),
                "adoption",
                Json.fields(
                        "tool", adoption.tool(),
                        "table", adoption.table(),
                        "rows", adoption.rows(),
                        "newest", adoption.newest(),
                        "adopted",
                                adoption.adopted().stream()
                                        .map(AdoptionJson::adopted)
                                        .toList(),
                        "already", adoption.already(),
                        "onlyInTable", adoption.onlyInTable(),
                        "pending", Json.labels(adoption.pending()),
                        "baseline", adoption.baseline(),
                        "enforceFrom", adoption.enforceFrom(),
                        "refusals", Json.refusals(adoption.refusals()),
                        "notices", adoption.notices()),
                "configuration",
                Json.fields("file", shown.toString(), "lines", lines.lines(), "written", written),
                "report",
                Json.report(adoption.report()));
    }

    private static Map<String, @Nullable Object> adopted(Adoption.Adopted adopted) {
        Map<String, @Nullable Object> fields = Json.label(adopted.migration());
        fields.put("name", adopted.name());
        fields.put("checked", adopted.checked());
        return fields;
    }
}
