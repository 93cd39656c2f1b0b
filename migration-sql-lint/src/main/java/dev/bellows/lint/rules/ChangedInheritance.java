package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.ChangeInheritance;
import dev.bellows.sql.tree.ChangeTypeOf;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;

/** INHERIT, NO INHERIT and OF. */
final class ChangedInheritance implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "change-inheritance", "A table begins or ceases to inherit from another.", CONTRACT, ADVICE)
            .why("""
                    A query of the parent reads its children too. `INHERIT` adds all their rows to it and `NO INHERIT` takes them away,
                    from one moment to the next. `OF` binds the table's columns to those of a type: from then on only
                    `ALTER TYPE` can change them.""")
            .who(
                    "The release that runs now, where it reads the parent: it finds rows more or less than it expects, without an error.")
            .way(
                    "Release code that reads `ONLY` the parent, or both tables by name, then change it, tagged as a contract.")
            .cost("A release between.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (!(statement instanceof AlterTable alter)
                || scope.unused(alter.relation().name())) {
            return;
        }
        QualifiedName table = alter.relation().name();
        for (AlterTableAction action : alter.actions()) {
            if (action instanceof ChangeInheritance change && !scope.unused(change.parent())) {
                String parent = scope.text(change.parent());
                findings.add(Hit.at(
                                change.place(),
                                "queries of " + parent + (change.inherit() ? " suddenly find" : " no longer find")
                                        + " the rows of " + scope.text(table))
                        .being(CONTRACT)
                        .way(Way.NONE
                                .then("release a version that reads ONLY " + parent + " and " + scope.text(table)
                                        + " by name")
                                .contract("when nothing older runs", scope.text(alter) + ";"))
                        .assuming(scope.assumed(change.parent())));
            } else if (action instanceof ChangeTypeOf of && of.type() != null) {
                findings.add(Hit.at(
                                of.place(),
                                "the columns of " + scope.text(table) + " can be changed only through the type "
                                        + scope.text(of.type()) + " from now on")
                        .being(ADVICE)
                        .assuming(scope.assumed(table)));
            }
        }
    }
}
