package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.CreateRule;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;

/** What others write sets off more than it did. */
final class CreateTrigger implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "create-trigger", "A trigger or rule comes to a table that is in use.", CONTRACT)
            .why("""
                    A trigger runs inside the statements of everybody, a rule rewrites them. From its first moment it can change
                    what is written, refuse it, or slow it down. `CREATE TRIGGER` takes a short `SHARE ROW EXCLUSIVE` lock,
                    `CREATE RULE` a short `ACCESS EXCLUSIVE` one.""")
            .who("""
                    The release that runs now: its writes do something that it does not know, and an error in the trigger's
                    function fails them.""")
            .way("""
                    Read the function with the eyes of the old release. A trigger that keeps two columns or tables in step while
                    releases change is right: allow it, with that as the reason, in a line above it.""")
            .cost("A review.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof dev.bellows.sql.tree.CreateTrigger trigger && !scope.unused(trigger.table())) {
            String table = scope.text(trigger.table());
            String events = String.join(", ", trigger.events());
            String does = trigger.timing().equals("AFTER")
                    ? "sets off " + scope.text(trigger.function()) + ", and fails when that fails"
                    : "goes through " + scope.text(trigger.function()) + ", which can change or refuse it";
            add(
                    scope,
                    trigger.table(),
                    Hit.at(
                            trigger.place(),
                            "each " + events + " of code that runs now on " + table + " " + does
                                    + ": review it, and allow it with the reason"),
                    findings);
        } else if (statement instanceof CreateRule rule && !scope.unused(rule.table())) {
            add(
                    scope,
                    rule.table(),
                    Hit.at(
                            rule.place(),
                            "each " + rule.event() + " of code that runs now on " + scope.text(rule.table())
                                    + (rule.instead() ? " does something else instead" : " does something more")
                                    + ": review it, and allow it with the reason"),
                    findings);
        }
    }

    private static void add(Scope scope, QualifiedName table, Hit hit, Findings findings) {
        findings.add(hit.way(Way.NONE
                        .then(
                                "if old code can live with it, say why in a line above it: `-- bellows:allow create-trigger"
                                        + " THE REASON`")
                        .contract("if not, when nothing older runs", scope.text(hit.place()) + ";"))
                .assuming(scope.assumed(table)));
    }
}
