package dev.bellows.run;

import dev.bellows.ledger.LedgerTables;
import dev.bellows.model.Kept;
import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Progress;
import dev.bellows.model.QuarantineWay;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Inventory;
import dev.bellows.quarantine.Stored;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Says what a migration's other direction dropped and this one did not bring back: it waits still, and nobody would look. */
final class LeftWaiting {
    private final Set<MigrationLabel> known = new HashSet<>();
    private boolean asked;

    /** Asks once what waits, before a run does anything. */
    void before(Work work, Step step) throws SQLException {
        if (!asked && step.quarantine() != null) {
            waiting(work).forEach(stored -> known.add(stored.kept().migration()));
            asked = true;
        }
    }

    /** Whether anything waits that has to do with a step's migration. */
    boolean concerns(Step step) {
        return known.contains(step.migration().label());
    }

    /** A step is done. */
    void after(Work work, Step step) throws SQLException {
        if (concerns(step)) {
            of(waiting(work), step).forEach(text -> work.listener().on(new Progress.Notice(text)));
        }
    }

    private static List<Stored> waiting(Work work) throws SQLException {
        LedgerTables tables = work.ledger().tables();
        return Inventory.all(work.session().connection(), tables);
    }

    /** What waits of a step's other direction, each in a sentence. */
    static List<String> of(List<Stored> waiting, Step step) {
        List<String> said = new ArrayList<>();
        for (Stored stored : waiting) {
            Kept kept = stored.kept();
            if (kept.migration().equals(step.migration().label())
                    && kept.down() != step.down()
                    && kept.way() != QuarantineWay.NEEDED) {
                String back = kept.object() + ", which " + (step.down() ? "" : "the down of ") + kept.migration()
                        + " dropped, does not come back";
                if (kept.gone()) {
                    said.add(back + ": somebody has dropped " + kept.place() + ", where it waited");
                    continue;
                }
                boolean changed = !step.down() && !step.script().checksum().equals(stored.checksum());
                said.add(back + " by itself: "
                        + (changed
                                ? "the file was changed since"
                                : "no statement of " + step.script().name() + " makes it")
                        + "; to read it: SELECT * FROM " + read(stored)
                        + "; to bring it back: bellows quarantine restore "
                        + kept.name());
            }
        }
        return said;
    }

    /** Likewise before the step: what waits for a file that was another one then. */
    static List<String> changed(List<Stored> waiting, Step step) {
        return step.down()
                ? List.of()
                : of(
                        waiting.stream()
                                .filter(stored -> !step.script().checksum().equals(stored.checksum()))
                                .toList(),
                        step);
    }

    private static String read(Stored stored) {
        return stored.kept().way() == QuarantineWay.RENAMED
                ? stored.table()
                : stored.kept().place();
    }
}
