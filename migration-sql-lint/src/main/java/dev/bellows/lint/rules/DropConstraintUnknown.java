package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;

/** DROP CONSTRAINT of one that the folder does not know. */
final class DropConstraintUnknown implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "drop-constraint", "A constraint is dropped of which only the name is known.", CONTRACT)
            .why("""
                    A `CHECK` can be dropped without harm to old code. A key cannot: `ON CONFLICT`, foreign keys and
                    replication need it. No file of the folder adds this constraint, so the linter cannot tell which it is.""")
            .who("""
                    If it is a key or a foreign key, the release that runs now: see [drop-key](drop-key.md) and
                    [drop-foreign-key](drop-foreign-key.md).""")
            .way("""
                    Look at it with `\\d`. If it is a check, allow the finding with that reason; otherwise tag the migration
                    as a contract once no release needs it.""")
            .cost("A look.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        Constraints.dropped(statement, scope, (drop, known) -> {
            QualifiedName table = Constraints.table(statement);
            if (known.isEmpty()
                    && !Constraints.absent(drop, table, scope)
                    && Constraints.notNull(drop, table, scope).isEmpty()) {
                String name = drop.constraint().written();
                findings.add(Hit.at(
                                drop.place(),
                                "if " + name
                                        + " is a key, ON CONFLICT and foreign keys of code that runs now need it; if it is a"
                                        + " foreign key, rows may point nowhere once it is gone")
                        .way(Way.NONE
                                .then("look with \\d " + scope.text(table) + "; a check may go at once")
                                .contract(
                                        "a key, when nothing that needs it runs",
                                        "ALTER TABLE " + scope.text(table) + " DROP CONSTRAINT " + name + ";"))
                        .assuming("no file here adds " + name + ": taken as a key or a foreign key"));
            }
        });
    }
}
