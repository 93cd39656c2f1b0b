package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Way;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.Constraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.ValidateConstraint;

/** NOT VALID is for nothing when the same transaction validates. */
final class ValidateInSameTransaction implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "validate-in-same-transaction",
                    "A constraint is added NOT VALID and validated in one transaction.",
                    BLOCKS)
            .why("""
                    A transaction keeps its locks until it ends. The strong lock that `ADD CONSTRAINT … NOT VALID` takes for a
                    moment is held through all of `VALIDATE CONSTRAINT`, which reads every row: as if `NOT VALID` were not there.""")
            .who("Everybody who uses the table; of a foreign key, whoever writes to either table.")
            .way("Validate it in a migration of its own.")
            .cost("One more migration.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (TableChange change : scope.changes()) {
            if (change.action() instanceof ValidateConstraint validate && addedBefore(change, validate)) {
                findings.add(Hit.at(
                                validate.place(),
                                "the lock that " + validate.constraint().written()
                                        + " was added under is held while all rows of " + change.table() + " are read")
                        .way(Way.NONE.expand(
                                "in another migration",
                                change.alter() + " VALIDATE CONSTRAINT "
                                        + validate.constraint().written() + ";"))
                        .assuming(change.assumed()));
            }
        }
    }

    private static boolean addedBefore(TableChange change, ValidateConstraint validate) {
        return inThisStatement(change.statement(), validate) || inThisTransaction(change, validate);
    }

    private static boolean inThisStatement(AlterTable statement, ValidateConstraint validate) {
        for (AlterTableAction action : statement.actions()) {
            if (action instanceof AddConstraint add && isNamed(add.constraint(), validate.constraint())) {
                return add.constraint().attributes().notValid();
            }
        }
        return false;
    }

    private static boolean isNamed(Constraint constraint, Identifier name) {
        return constraint.name() != null && constraint.name().is(name.name());
    }

    private static boolean inThisTransaction(TableChange change, ValidateConstraint validate) {
        Scope scope = change.scope();
        return scope.transactional()
                && scope.table(change.name())
                        .flatMap(table -> table.constraint(validate.constraint().name()))
                        .filter(constraint -> !constraint.validated())
                        .map(SchemaConstraint::since)
                        .map(since -> since == scope.schema().migration())
                        .orElse(false);
    }
}
