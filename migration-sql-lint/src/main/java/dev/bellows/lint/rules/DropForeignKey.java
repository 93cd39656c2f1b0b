package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.sql.tree.Statement;

/** DROP CONSTRAINT of a foreign key. */
final class DropForeignKey implements Rule {
    private static final RuleInfo INFO = RuleInfo.of("drop-foreign-key", "A foreign key is dropped.", CONTRACT)
            .why("""
                    A foreign key refuses rows that point nowhere, and carries out its `ON DELETE` and `ON UPDATE`. Dropping
                    it takes an `ACCESS EXCLUSIVE` lock on **both** tables, for a moment; while it waits for one of them it
                    holds the other.""")
            .who("""
                    Code that relies on being refused, or on `ON DELETE CASCADE`: it leaves rows that point nowhere, and
                    nobody notices. Whoever reads one of the two tables waits while the migration waits for the other.""")
            .way("""
                    Ship a release that keeps the rows in step itself, then drop the key in a migration of its own, with a
                    short lock timeout, tagged as a contract.""")
            .cost("A release between. To get the key back all rows must be checked.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        Constraints.dropped(statement, scope, (drop, known) -> known.filter(
                        key -> key.kind() == SchemaConstraint.Kind.FOREIGN_KEY
                                && !Constraints.pointsAgain(statement, key, scope)
                                && (key.references() == null || !scope.unused(key.references())))
                .ifPresent(key -> {
                    String table = scope.text(Constraints.table(statement));
                    findings.add(Hit.at(
                                    drop.place(),
                                    "code that runs now relies on "
                                            + drop.constraint().written()
                                            + ": rows of " + table + " may point to no row of " + key.references()
                                            + " from now on, and its ON DELETE is no longer done")
                            .way(Way.NONE
                                    .then("release a version that keeps both tables in step itself")
                                    .contract(
                                            "alone in its migration when nothing older runs, as it locks both tables",
                                            "-- bellows:lock-timeout 1s\nALTER TABLE " + table + " DROP CONSTRAINT "
                                                    + drop.constraint().written() + ";"))
                            .assuming(scope.assumed(Constraints.table(statement))));
                }));
    }
}
