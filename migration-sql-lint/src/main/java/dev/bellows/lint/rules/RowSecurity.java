package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterPolicy;
import dev.bellows.sql.tree.CreatePolicy;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.SwitchRowSecurity;

/** Others may see or write fewer rows, or more, than they do now. */
final class RowSecurity implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "row-security", "Which rows somebody may see or write changes.", CONTRACT)
            .why("""
                    `ENABLE ROW LEVEL SECURITY` hides every row that no policy shows, and without a policy all of them; the
                    table's owner is spared until `FORCE`. A `RESTRICTIVE` policy takes rows away from what other policies show.
                    None of that is an error to a reader: the rows are just not there.""")
            .who("""
                    The release that runs now: it finds fewer rows, updates none, and its writes fail with `42501`, *new row
                    violates row-level security policy*. After `DISABLE` it finds rows that were not meant for it.""")
            .way("""
                    Create the permissive policies and grants first, for the role that the application runs as. Ship a release
                    that works under them, and enable row security as a contract.""")
            .cost("A release between.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (TableChange change : scope.changes()) {
            if (change.action() instanceof SwitchRowSecurity row) {
                findings.add(Hit.at(row.place(), switched(row.state(), change.table()))
                        .way(way(change.table(), change.alter() + " " + row.state() + " ROW LEVEL SECURITY;"))
                        .assuming(change.assumed()));
            }
        }
        if (statement instanceof CreatePolicy policy && policy.restrictive() && !scope.unused(policy.table())) {
            String table = scope.text(policy.table());
            findings.add(Hit.at(
                            policy.place(),
                            "code that runs now sees and writes only those rows of " + table + " that "
                                    + policy.name().written() + " lets through, whatever other policies say")
                    .way(way(table, scope.text(policy) + ";"))
                    .assuming(scope.assumed(policy.table())));
        }
        if (statement instanceof AlterPolicy policy && changes(policy) && !scope.unused(policy.table())) {
            String table = scope.text(policy.table());
            findings.add(Hit.at(
                            policy.place(),
                            "code that runs now sees and writes other rows of " + table + " than before "
                                    + policy.name().written() + " changed")
                    .way(Way.NONE
                            .then("where it is to show more, a second permissive policy beside it breaks nothing")
                            .contract("when nothing older runs", scope.text(policy) + ";"))
                    .assuming(scope.assumed(policy.table())));
        }
    }

    private static boolean changes(AlterPolicy policy) {
        return policy.using() != null
                || policy.check() != null
                || !policy.roles().isEmpty();
    }

    private static String switched(String state, String table) {
        return switch (state) {
            case "ENABLE" ->
                "code that runs now, unless as the owner, sees only those rows of " + table
                        + " that a policy shows, and none without one";
            case "FORCE" ->
                "code that runs now as the owner of " + table + " sees only those rows that a policy shows, too";
            case "DISABLE" ->
                "code that runs now sees and changes every row of " + table + ", also those that policies kept from it";
            default ->
                "code that runs now as the owner of " + table + " sees and changes every row, also those that policies"
                        + " kept from it";
        };
    }

    private static Way way(String table, String change) {
        return Way.NONE
                .expand(
                        "show the application what it needs; APPLICATION is the role that it runs as",
                        "CREATE POLICY application_rows ON " + table + " TO APPLICATION USING (…);")
                .then("release a version that works under the policies")
                .contract("when nothing older runs", change);
    }
}
