package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.SetColumnForeignOptions;
import dev.bellows.sql.tree.SetForeignOptions;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Unrecognised;
import java.util.Set;

/** Where a foreign table finds its rows. */
final class ForeignData implements Rule {
    private static final Set<String> KINDS = Set.of("ALTER SERVER", "ALTER FOREIGN DATA WRAPPER", "ALTER USER MAPPING");

    private static final RuleInfo INFO = RuleInfo.of(
                    "foreign-data", "A foreign table finds its rows elsewhere.", CONTRACT)
            .why("""
                    The options of a foreign table, its server, its wrapper and its user mapping say where its rows are. Queries that are
                    planned after the change go there; a wrong option is noticed by the first of them only.""")
            .who(
                    "The release that runs now: its queries meet other rows, another table, or an error of the other server.")
            .way("Make a second server or foreign table beside it, release code that reads it, drop the old one later.")
            .cost("Two of them until no release reads the old one.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof AlterTable alter
                && !scope.unused(alter.relation().name())) {
            String table = scope.text(alter.relation().name());
            for (AlterTableAction action : alter.actions()) {
                if (action instanceof SetForeignOptions || action instanceof SetColumnForeignOptions) {
                    findings.add(
                            Hit.at(action.place(), "queries of " + table + " that run now meet other rows, or fail")
                                    .way(Way.NONE
                                            .then("make a second foreign table beside it, with the new options")
                                            .then("release a version that reads it")
                                            .contract("when nothing older runs", "DROP FOREIGN TABLE " + table + ";"))
                                    .assuming(scope.assumed(alter.relation().name())));
                }
            }
        } else if (statement instanceof Unrecognised other && KINDS.contains(other.kind())) {
            findings.add(
                    other.place(),
                    "queries of every foreign table behind it meet other rows, or fail, from now on",
                    Way.NONE
                            .then("make a second server beside it, with foreign tables of its own")
                            .then("release a version that reads these")
                            .then(
                                    "drop the old ones when nothing older runs, in a migration that is tagged as a contract"));
        }
    }
}
