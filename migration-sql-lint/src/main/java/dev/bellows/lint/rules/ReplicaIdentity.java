package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Way;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.Statement;

/** Subscribers are told less, or something else, of a changed row. */
final class ReplicaIdentity implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "replica-identity", "What identifies a row to subscribers changes.", CONTRACT, ADVICE)
            .why("""
                    Logical replication names an updated or deleted row by its replica identity. With `NOTHING`, or `DEFAULT`
                    without a primary key, PostgreSQL refuses `UPDATE` and `DELETE` of a published table altogether. `FULL` writes
                    the whole old row to the log, and a subscriber without a fitting index reads its table for each row.""")
            .who("""
                    The release that runs now, when the table is published: `55000`, *does not have a replica identity and publishes
                    updates*. Subscribers and readers of the change stream, who find other old values in it.""")
            .way("Change what subscribers go by first; then the identity, as a contract.")
            .cost("A look at every subscriber.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (TableChange change : scope.changes()) {
            if (change.action() instanceof dev.bellows.sql.tree.ReplicaIdentity identity) {
                findings.add(hit(change, identity).assuming(change.assumed()));
            }
        }
    }

    private static Hit hit(TableChange change, dev.bellows.sql.tree.ReplicaIdentity identity) {
        String table = change.table();
        boolean keyless = change.scope()
                .table(change.name())
                .filter(Table::whole)
                .map(each -> each.primaryKey().isEmpty())
                .orElse(false);
        if (identity.kind().equals("FULL")) {
            return Hit.at(
                            identity.place(),
                            "each update and delete of " + table
                                    + " writes the whole old row to the log, and subscribers without"
                                    + " a fitting index read their table for each")
                    .being(ADVICE)
                    .way(Way.NONE.then(
                            "give the table a primary key, or a unique index on NOT NULL columns, and use that"));
        }
        String message = identity.kind().equals("NOTHING") || (identity.kind().equals("DEFAULT") && keyless)
                ? "updates and deletes of " + table + " by code that runs now fail when it is published"
                : "subscribers of " + table + " find its rows by other columns than before, and miss old values";
        return Hit.at(identity.place(), message)
                .being(CONTRACT)
                .way(Way.NONE
                        .then("see that every subscriber can find its rows by the new identity")
                        .contract("then", change.alter() + " " + change.scope().text(identity) + ";"));
    }
}
