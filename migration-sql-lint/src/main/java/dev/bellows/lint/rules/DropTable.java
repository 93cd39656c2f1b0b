package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;
import static dev.bellows.lint.Verdict.CONTRACT;
import static dev.bellows.lint.Verdict.LOSES;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;

/** DROP TABLE, of a table that somebody uses. */
final class DropTable implements Rule {
    private static final RuleInfo INFO = RuleInfo.of("drop-table", "A table is dropped.", CONTRACT, LOSES, ADVICE)
            .why("""
                    `DROP TABLE` removes the table and its rows at once. It waits for every transaction that has touched the
                    table, and everybody else waits behind it.""")
            .who("""
                    The release that runs now: each of its statements that names the table fails with `42P01`, *relation does
                    not exist*, until the last of its instances is gone. A report, a job or a colleague's script fails later.""")
            .way(
                    "Ship a release that no longer names the table, then drop it in a migration that is tagged as a contract.")
            .cost("A release between.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof Drop drop
                && (drop.kind() == ObjectKind.TABLE || drop.kind() == ObjectKind.FOREIGN_TABLE)) {
            for (ObjectReference reference : drop.objects()) {
                QualifiedName table = Sql.named(reference);
                if (Dropping.guard(drop, reference, scope)) {
                    findings.add(Dropping.guarded(reference, "table " + scope.text(table)));
                } else if (!scope.unused(table)) {
                    findings.add(Hit.at(
                                    reference.place(),
                                    "code that runs now still reads or writes " + scope.text(table)
                                            + ": its statements fail once the table is gone, and its rows go with it")
                            .way(Way.NONE
                                    .then("release a version that no longer names " + scope.text(table))
                                    .contract(
                                            "drop it when nothing older runs",
                                            "DROP " + drop.kind().words() + " " + scope.text(table) + ";"))
                            .being(CONTRACT, LOSES)
                            .assuming(scope.assumed(table)));
                }
            }
        }
    }
}
