package dev.bellows.lint.fix;

import dev.bellows.lint.Finding;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.RefreshMaterializedView;
import dev.bellows.sql.tree.Reindex;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one finding is mended: the migrations of its way, of which one may stay where the statement stands.
 *
 * @param action the action of an ALTER TABLE that it is about; null for the whole statement
 * @param here the SQL that takes its place; null where nothing does
 * @param apart the SQL of the migrations that follow
 */
record Mend(
        String rule,
        @Nullable AlterTableAction action,
        @Nullable String here,
        List<String> apart) {
    /** What PostgreSQL runs alone, or what should be alone. */
    private static final Set<String> ALONE =
            Set.of("index-not-concurrent", "drop-index", "concurrently-not-alone", "rebuild");

    /** What is added without a look at the rows, and validated in another migration. */
    private static final Set<String> NOT_VALID = Set.of("add-check", "add-foreign-key", "set-not-null");

    Mend {
        apart = List.copyOf(apart);
    }

    /**
     * The mend of a finding; null where none is certain.
     *
     * @param alone whether the statement is the only one of its file
     */
    static @Nullable Mend of(Finding finding, Read.Parsed parsed, boolean alone) {
        List<String> steps = finding.way().steps().stream()
                .filter(step -> step.phase() != null)
                .map(Way.Step::sql)
                .toList();
        boolean placeholders = steps.stream().anyMatch(sql -> sql.contains("…") || sql.contains(" PARTITION"));
        if (steps.isEmpty() || placeholders) {
            return null;
        }
        if (ALONE.contains(finding.rule())) {
            return alone(finding, parsed.statement(), steps, alone);
        }
        if (!finding.verdicts().contains(Verdict.BLOCKS)) {
            // It is bound to break something, and cannot be made any faster.
            return null;
        }
        @Nullable AlterTableAction action = action(finding, parsed);
        if (NOT_VALID.contains(finding.rule())) {
            return notValid(finding, action, steps);
        }
        return finding.rule().equals("add-unique") && named(action) && steps.size() == 2
                ? new Mend(finding.rule(), action, null, steps)
                : null;
    }

    private static @Nullable Mend alone(Finding finding, Statement statement, List<String> steps, boolean alone) {
        boolean whole = steps.size() == finding.way().steps().size();
        boolean known = statement instanceof CreateIndex
                // Whether IF EXISTS finds anything hangs on what runs before.
                || (statement instanceof Drop drop && !drop.cascade() && !drop.ifExists())
                || statement instanceof Reindex
                || statement instanceof RefreshMaterializedView;
        boolean more = statement instanceof RefreshMaterializedView && steps.size() > 1;
        if (!whole || !known || more) {
            return null;
        }
        return alone
                ? new Mend(finding.rule(), null, steps.get(0), steps.subList(1, steps.size()))
                : new Mend(finding.rule(), null, null, steps);
    }

    private static @Nullable Mend notValid(Finding finding, @Nullable AlterTableAction action, List<String> steps) {
        boolean own = named(action) || action instanceof dev.bellows.sql.tree.SetNotNull;
        @Nullable
        String here = steps.stream()
                .filter(sql -> sql.contains("NOT VALID"))
                .findFirst()
                .orElse(null);
        if (!own || here == null) {
            return null;
        }
        return new Mend(
                finding.rule(),
                action,
                here,
                steps.stream()
                        .filter(sql -> !sql.equals(here) && !sql.contains("INDEX"))
                        .toList());
    }

    /** A name that PostgreSQL would choose may be taken. */
    private static boolean named(@Nullable AlterTableAction action) {
        return action instanceof AddConstraint added && added.constraint().name() != null;
    }

    private static @Nullable AlterTableAction action(Finding finding, Read.Parsed parsed) {
        if (!(parsed.statement() instanceof AlterTable alter)) {
            return null;
        }
        int at = (int) finding.span().start() - parsed.start();
        return alter.actions().stream()
                .filter(each -> each.place().start() <= at && at < each.place().end())
                .findFirst()
                .orElse(null);
    }
}
