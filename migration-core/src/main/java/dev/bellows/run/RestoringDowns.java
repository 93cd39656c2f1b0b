package dev.bellows.run;

import dev.bellows.model.Build;
import dev.bellows.model.Migration;
import dev.bellows.model.QuarantineWay;
import dev.bellows.plan.Plan;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.ColumnOrder;
import dev.bellows.quarantine.Fate;
import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.Mend;
import dev.bellows.quarantine.Stored;
import dev.bellows.sql.Phase;
import dev.bellows.sql.SqlSyntaxException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reverses of contracts that have no down file, and that did nothing but drop what waits in quarantine. */
final class RestoringDowns {
    private RestoringDowns() {}

    /** The build, where such a contract has a down: the statements that would make again what comes back instead. */
    static Build in(Build build, Reading reading) {
        boolean none = build.migrations().stream().noneMatch(RestoringDowns::mayNeedOne);
        if (none || !reading.state().exists()) {
            return build;
        }
        List<Stored> waiting =
                reading.asking(() -> Inventory.all(reading.session().connection(), reading.tables()));
        List<Fate> fates = fates(reading);
        return new Build(
                build.migrations().stream()
                        .map(migration -> mayNeedOne(migration) ? with(migration, waiting, fates) : migration)
                        .toList(),
                build.baselines(),
                build.refusals(),
                build.notices());
    }

    static boolean mayNeedOne(Migration migration) {
        return migration.down() == null
                && migration.phase() == Phase.CONTRACT
                && migration.script().hasText();
    }

    private static List<Fate> fates(Reading reading) {
        return reading.asking(() -> Fate.all(reading.session().connection(), reading.tables(), false));
    }

    /** What such reverses have nothing to do for any more, as somebody has brought it back; each in a sentence. */
    static List<String> backAlready(Plan plan, Reading reading) {
        List<String> said = new ArrayList<>();
        for (Step step : plan.steps()) {
            List<String> back = !(step.script() instanceof OwnScript)
                    ? List.of()
                    : fates(reading).stream()
                            .filter(fate ->
                                    fate.migration().equals(step.migration().label()))
                            .flatMap(fate -> Stream.ofNullable(fate.back())
                                    .map(at -> fate.object() + " (" + BackBefore.WHEN.format(at) + ")"))
                            .toList();
            if (!back.isEmpty()) {
                said.add("what " + step.migration().label()
                        + " dropped was brought back before, and nothing of it is lost: " + String.join(", ", back));
            }
        }
        return said;
    }

    private static Migration with(Migration migration, List<Stored> waiting, List<Fate> fates) {
        List<Stored> own = waiting.stream()
                .filter(stored -> stored.kept().migration().equals(migration.label()))
                .filter(stored -> !stored.kept().down())
                .toList();
        List<Fate> dropped = fates.stream()
                .filter(fate -> fate.migration().equals(migration.label()))
                .toList();
        // What was thrown away is lost, and a person has to say what stands for it.
        boolean lost = dropped.isEmpty()
                || dropped.stream().anyMatch(Fate::purged)
                || own.stream().anyMatch(stored -> stored.kept().gone());
        if (lost || !onlyDrops(migration, dropped)) {
            return migration;
        }
        String text = ColumnOrder.back(own).stream().map(RestoringDowns::makes).collect(Collectors.joining(";\n"));
        return new Migration(
                migration.owner(),
                migration.version(),
                migration.description(),
                migration.phase(),
                migration.after(),
                migration.history(),
                migration.script(),
                new OwnScript("quarantine of " + migration.label(), text));
    }

    private static String makes(Stored stored) {
        if (stored.kept().way() == QuarantineWay.NEEDED) {
            if (stored.type().equals("collation")) {
                // What makes one is not understood, and no name is read of it.
                return stored.restore().get(0).sql();
            }
            // No more than the name is read: what comes back is the thing itself.
            boolean function = stored.table().startsWith("function ");
            return "CREATE " + stored.table() + (function ? " RETURNS void LANGUAGE sql AS ''" : "");
        }
        String column = "ALTER TABLE " + stored.table() + " ADD COLUMN ";
        return stored.kept().way() == QuarantineWay.MOVED
                ? "CREATE TABLE " + stored.table() + " ()"
                : stored.restore().stream()
                        .map(Mend::sql)
                        .filter(sql -> sql.startsWith(column))
                        .findFirst()
                        // A column under another name gets its own back: the type does not matter.
                        .orElse(column
                                + stored.kept()
                                        .object()
                                        .substring(stored.table().length() + 1) + " text");
    }

    private static boolean onlyDrops(Migration migration, List<Fate> dropped) {
        try {
            return WhyNoDown.first(migration, dropped) == null;
        } catch (IOException | SqlSyntaxException e) {
            return false;
        }
    }
}
