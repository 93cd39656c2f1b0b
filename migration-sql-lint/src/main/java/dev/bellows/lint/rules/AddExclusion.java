package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.ExcludeConstraint;
import dev.bellows.sql.tree.Statement;

/** An EXCLUDE constraint comes to a table that is written to. */
final class AddExclusion implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "add-exclusion", "An EXCLUDE constraint is added.", CONTRACT, BLOCKS)
            .why("""
                    `ADD … EXCLUDE` builds an index under an `ACCESS EXCLUSIVE` lock and compares every row with the others. There
                    is no `NOT VALID` for it, and no index that is there can be taken.""")
            .who("""
                    The release that runs now, as soon as it writes rows that exclude each other: `23P01`. Everybody who uses the
                    table, until the index is built.""")
            .way("""
                    Make a new table with the constraint, keep both in step, move readers and writers over. On a table that is
                    small for sure, allow it with that reason and tag it as a contract.""")
            .cost("A second table for a while.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (AddedConstraint<ExcludeConstraint> added : AddedConstraint.of(scope, ExcludeConstraint.class)) {
            String table = added.change().table();
            String copy = Sql.join(added.change().name().name(), "new");
            findings.add(Hit.at(
                            added.constraint().place(),
                            "code that runs now and writes rows of " + table
                                    + " that exclude each other fails; nobody can read or write " + table
                                    + " until the index is built, and there is no concurrent way")
                    .way(Way.NONE
                            .expand(
                                    "a new table with the constraint",
                                    "CREATE TABLE " + copy + " (LIKE " + table + " INCLUDING ALL, "
                                            + scope.text(added.constraint()) + ");")
                            .then(
                                    "keep both in step with a trigger, copy the rows in batches, and release a version that uses "
                                            + copy)
                            .contract("when nothing older runs", "DROP TABLE " + table + ";"))
                    .assuming(added.change().assumed()));
        }
    }
}
