package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.effect.NotNullProofs;
import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.NotNullConstraint;
import dev.bellows.sql.tree.Statement;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A column that may be null must not be any more. */
final class SetNotNull implements Rule {
    /** The first release that knows NOT NULL … NOT VALID. */
    static final int NOT_VALID_SINCE = 18;

    private static final RuleInfo INFO = RuleInfo.of("set-not-null", "A column becomes NOT NULL.", CONTRACT, BLOCKS)
            .why("""
                    `SET NOT NULL` reads every row under an `ACCESS EXCLUSIVE` lock. PostgreSQL is spared that when a validated
                    `CHECK (column IS NOT NULL)` stands, and from 18 on by `ADD CONSTRAINT … NOT NULL column NOT VALID`, which
                    a later `VALIDATE CONSTRAINT` makes whole under a lock that stops nobody. Each of them binds writers from
                    its first moment.""")
            .who("""
                    The release that runs now, as soon as it writes a null or leaves the column out: `23502`, *null value
                    violates not-null constraint*. And everybody who uses the table, while its rows are read.""")
            .way("""
                    Ship a release that always writes a value, fill the nulls, and add a `CHECK (column IS NOT NULL) NOT VALID`
                    as a contract. Validate it in a migration of its own, then `SET NOT NULL`, then drop the check.""")
            .cost("A release and two more migrations; a scan that stops nobody.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (TableChange change : scope.changes()) {
            if (change.action() instanceof dev.bellows.sql.tree.SetNotNull set) {
                check(change, set.column(), null, findings);
            } else if (change.action() instanceof AddConstraint add
                    && add.constraint() instanceof NotNullConstraint required
                    && required.column() != null) {
                check(change, required.column(), required, findings);
            }
        }
    }

    private static void check(
            TableChange change, Identifier column, @Nullable NotNullConstraint constraint, Findings findings) {
        boolean proven = new NotNullProofs(change.scope().schema()).proven(change.resolved(), column.name());
        boolean harmless = change.isNew(column.name()) && change.filled(column.name());
        boolean blocks = change.takesLong();
        Set<Verdict> verdicts = TableChange.verdicts(!harmless, blocks);
        if (!proven && !change.foreign() && !verdicts.isEmpty()) {
            String name = change.table() + "." + column.written();
            String read = "nobody can read or write " + change.table() + " while its rows are searched for nulls";
            String message = harmless
                    ? read
                    : "code that runs now and writes a null to " + name + ", or does not name it, fails"
                            + (blocks ? "; " + read : "");
            findings.add(Hit.at(change.action().place(), message)
                    .being(verdicts)
                    .way(
                            constraint != null && constraint.attributes().notValid()
                                    ? validated(change, column, constraint)
                                    : way(Way.NONE, change, column))
                    .assuming(change.assumed()));
        }
    }

    private static Way validated(TableChange change, Identifier column, NotNullConstraint constraint) {
        String name = constraint.name() != null ? constraint.name().written() : generated(change, column);
        return Way.NONE
                .then("release a version that always writes a value, and fill the nulls")
                .contract(
                        "bind writers when nothing older runs",
                        change.alter() + " ADD CONSTRAINT " + name + " NOT NULL " + column.written() + " NOT VALID;")
                .expand("in another migration", change.alter() + " VALIDATE CONSTRAINT " + name + ";");
    }

    private static String generated(TableChange change, Identifier column) {
        return Sql.join(change.name().name(), column.name(), "not_null");
    }

    /** A way with the steps that make a column NOT NULL. */
    static Way way(Way before, TableChange change, Identifier column) {
        String name = generated(change, column);
        boolean direct = change.scope().major() >= NOT_VALID_SINCE;
        String demand = direct ? "NOT NULL " + column.written() : "CHECK (" + column.written() + " IS NOT NULL)";
        Way way = before.then("release a version that always writes a value to " + column.written()
                        + ", and fill the nulls in batches")
                .contract(
                        "bind writers when nothing older runs; rows are not read",
                        change.alter() + " ADD CONSTRAINT " + name + " " + demand + " NOT VALID;")
                .expand(
                        "in another migration, so that nobody waits while rows are read",
                        change.alter() + " VALIDATE CONSTRAINT " + name + ";");
        return direct
                ? way
                : way.expand(
                        "the check spares PostgreSQL the rows; then it is not needed any more",
                        change.alter() + " ALTER COLUMN " + column.written() + " SET NOT NULL;\n" + change.alter()
                                + " DROP CONSTRAINT " + name + ";");
    }
}
