package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Verdict;
import dev.bellows.sql.tree.AlterConstraint;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Statement;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** A foreign key binds two tables. */
final class AddForeignKey implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "add-foreign-key", "A foreign key is added.", CONTRACT, BLOCKS, ADVICE)
            .why("""
                    `ADD FOREIGN KEY` takes `SHARE ROW EXCLUSIVE` on **both** tables, which stops their writers, and keeps it while
                    every row looks up its partner; in `ADD COLUMN … REFERENCES` the table itself is locked `ACCESS EXCLUSIVE`.
                    `NOT VALID` leaves the reading to a later `VALIDATE CONSTRAINT`, which stops nobody.""")
            .who("""
                    The release that runs now: whoever writes a value without a partner, or deletes or changes a row that others
                    point to, gets `23503`. Without `NOT VALID`, everybody who writes to either table, as long as it takes. Without
                    an index on the referencing columns, every `DELETE` of a referenced row reads the whole table.""")
            .way("""
                    Give the columns on both sides equal types and index the referencing ones. Ship a release that keeps the
                    rows in order, add the key `NOT VALID` as a contract, and validate it in another migration.""")
            .cost("A release and two more migrations; from then on each write looks up its partner.");

    private static final Pattern ENFORCED = Pattern.compile("(?is).*(?<!\\bnot\\s{1,99})\\benforced\\b.*");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (AddedConstraint<ForeignKeyConstraint> added : AddedConstraint.of(scope, ForeignKeyConstraint.class)) {
            if (!added.constraint().attributes().notEnforced()) {
                findings.add(hit(new NewForeignKey(added)));
            }
        }
        for (TableChange change : scope.changes()) {
            if (change.action() instanceof AlterConstraint alter
                    && ENFORCED.matcher(scope.text(alter)).matches()) {
                findings.add(Hit.at(
                                alter.place(),
                                "code that runs now and writes a row of " + change.table()
                                        + " without its partner fails from this moment on; nobody can write to either table"
                                        + " while its rows are checked")
                        .being(CONTRACT, BLOCKS)
                        .assuming(change.assumed()));
            }
        }
    }

    private static Hit hit(NewForeignKey key) {
        EnumSet<Verdict> verdicts = EnumSet.copyOf(Set.of(ADVICE));
        if (key.bindsWriters() || key.bindsDeleters()) {
            verdicts.add(CONTRACT);
        }
        if (key.takesLong()) {
            verdicts.add(BLOCKS);
        }
        if (verdicts.size() > 1) {
            verdicts.remove(ADVICE);
        }
        return Hit.at(key.place(), key.message()).being(verdicts).way(key.way()).assuming(key.assumed());
    }
}
