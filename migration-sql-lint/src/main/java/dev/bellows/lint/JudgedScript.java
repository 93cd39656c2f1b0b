package dev.bellows.lint;

import dev.bellows.effect.LockMode;
import dev.bellows.schema.ObjectName;
import dev.bellows.sql.Allowance;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is to be said of one script, before it is known what somebody accepts.
 *
 * @param allowances what its comments accept
 * @param statements how many it has
 * @param tagged whether it is a contract by its tag, or by what the configuration says
 * @param locks the tables and views that were there before, in the order of their names, with the strongest lock on each
 * @param changed the tables that it makes, or whose rows or definition it changes; none where nobody compares
 * @param contracted the tables of the statements that break code that runs now; likewise
 * @param renames whether the columns that it drops stay under another name
 */
record JudgedScript(
        LintScript script,
        List<Allowance> allowances,
        int statements,
        boolean tagged,
        List<Found> found,
        Map<ObjectName, LockMode> locks,
        Set<ObjectName> changed,
        Set<ObjectName> contracted,
        boolean renames) {
    /**
     * A finding, with what an allowance must name.
     *
     * @param statement the number of its statement; 0 for what is about the whole file
     */
    record Found(Finding finding, int statement) {}

    /** The same with other findings. */
    JudgedScript found(List<Found> other) {
        return new JudgedScript(script, allowances, statements, tagged, other, locks, changed, contracted, renames);
    }
}
