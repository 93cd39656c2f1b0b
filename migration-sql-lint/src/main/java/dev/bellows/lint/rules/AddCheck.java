package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.BLOCKS;
import static dev.bellows.lint.Verdict.CONTRACT;
import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.TableChange;
import dev.bellows.lint.Verdict;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.CheckConstraint;
import dev.bellows.sql.tree.ColumnReference;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.NullTest;
import dev.bellows.sql.tree.Operation;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Update;
import java.util.Set;

/** A CHECK comes to a table that is written to. */
final class AddCheck implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "add-check", "A CHECK constraint is added.", CONTRACT, BLOCKS, FAILS)
            .why("""
                    `ADD CHECK` reads every row under an `ACCESS EXCLUSIVE` lock; so does `ADD COLUMN … CHECK`, although every
                    value is null. `NOT VALID` leaves the reading to a later `VALIDATE CONSTRAINT`, whose `SHARE UPDATE
                    EXCLUSIVE` lock stops nobody. Either way the check binds writers from its first moment.""")
            .who("""
                    The release that runs now, as soon as it writes what the check refuses: `23514`, *violates check constraint*;
                    an `UPDATE` of an old row that never fitted fails too. Without `NOT VALID`, everybody who uses the table.""")
            .way("""
                    Ship a release that writes only what fits and mend the rows. Add the check `NOT VALID` in a migration that is
                    tagged as a contract, and validate it in another one: in the same transaction the strong lock would be held
                    while rows are read.""")
            .cost("A release and one more migration.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (AddedConstraint<CheckConstraint> added : AddedConstraint.of(scope, CheckConstraint.class)) {
            boolean blocks = added.takesLong();
            if (demandsValue(added)) {
                refused(added, scope, findings);
                continue;
            }
            Set<Verdict> verdicts = TableChange.verdicts(binds(added), blocks);
            if (!verdicts.isEmpty()
                    && !added.constraint().attributes().notEnforced()
                    && !added.change().foreign()) {
                String table = added.change().table();
                String demand = scope.text(added.constraint().expression()).replaceAll("\\s+", " ");
                String read = "nobody can read or write " + table + " while its rows are checked";
                String message = binds(added)
                        ? "code that runs now and writes rows of " + table + " that do not satisfy " + demand
                                + " fails from this moment on" + (blocks ? "; " + read : "")
                        : read;
                findings.add(Hit.at(added.constraint().place(), message)
                        .being(verdicts)
                        .way(way(added, demand))
                        .assuming(added.change().assumed()));
            }
        }
    }

    /** Whether writers of now can break it: not where it is about columns that they leave null, unless it asks for that. */
    private static boolean binds(AddedConstraint<CheckConstraint> added) {
        CheckConstraint check = added.constraint();
        boolean passesNull = Nodes.inside(check.expression(), NullTest.class).isEmpty()
                && Nodes.inside(check.expression(), FunctionCall.class).stream()
                        .noneMatch(call -> call.name().name().equals("coalesce"))
                && Nodes.inside(check.expression(), Operation.class).stream()
                        .flatMap(operation -> operation.operators().stream())
                        .noneMatch(operator -> operator.startsWith("IS"));
        return !(added.onlyNewColumns() && (passesNull || !added.leftNull() || heldByAllRows(added)));
    }

    /** Whether it asks for a value in a new column that every row leaves null. */
    private static boolean demandsValue(AddedConstraint<CheckConstraint> added) {
        return added.onlyNewColumns()
                && added.leftNull()
                && heldByAllRows(added)
                && !added.constraint().attributes().notEnforced()
                && !added.change().foreign()
                && demands(added.constraint().expression());
    }

    private static boolean demands(Expression check) {
        return (check instanceof NullTest test && test.not() && test.operand() instanceof ColumnReference)
                || (check instanceof Operation and
                        && and.is("AND")
                        && and.operands().stream().anyMatch(AddCheck::demands));
    }

    private static void refused(AddedConstraint<CheckConstraint> added, Scope scope, Findings findings) {
        TableChange change = added.change();
        String demand = scope.text(added.constraint().expression()).replaceAll("\\s+", " ");
        Way before = added.column() == null
                ? Way.NONE
                : Way.NONE.expand("the column alone", change.alter() + " ADD COLUMN " + added.plainColumn() + ";");
        findings.add(Hit.at(
                        added.constraint().place(),
                        "PostgreSQL refuses it when " + change.table() + " has rows, which do not satisfy " + demand
                                + ", and code that runs now does not name the column, so its inserts fail")
                .being(CONTRACT, FAILS)
                .way(bound(before, added, demand))
                .assuming(change.assumed()));
    }

    /** Whether PostgreSQL tries it on rows just like those that come: nobody has filled the new columns before. */
    private static boolean heldByAllRows(AddedConstraint<CheckConstraint> added) {
        Scope scope = added.change().scope();
        boolean filled = scope.earlier().stream()
                .anyMatch(earlier -> earlier.statement() instanceof Update update
                        && scope.name(update.table().name())
                                .equals(added.change().resolved()));
        boolean all = added.columns().stream()
                .allMatch(column -> scope.column(added.change().name(), column.name())
                        .map(each -> each.since() == scope.schema().migration())
                        .orElse(true));
        return all
                && !filled
                && scope.transactional()
                && !added.constraint().attributes().notValid();
    }

    private static Way way(AddedConstraint<CheckConstraint> added, String demand) {
        TableChange change = added.change();
        Way before = added.column() == null
                ? Way.NONE
                : Way.NONE.expand("the column alone", change.alter() + " ADD COLUMN " + added.plainColumn() + ";");
        return binds(added)
                ? bound(before, added, demand)
                : before.expand("nobody writes the column yet; rows are not read", bind(added, demand))
                        .expand("in another migration, so that nobody waits while rows are read", validate(added));
    }

    private static Way bound(Way before, AddedConstraint<CheckConstraint> added, String demand) {
        return before.then("release a version that writes only what satisfies " + demand + ", and mend the rows")
                .contract("bind writers when nothing older runs; rows are not read", bind(added, demand))
                .expand("in another migration, so that nobody waits while rows are read", validate(added));
    }

    private static String bind(AddedConstraint<CheckConstraint> added, String demand) {
        return added.change().alter() + " ADD CONSTRAINT " + added.name("check") + " CHECK (" + demand + ")"
                + (added.constraint().attributes().noInherit() ? " NO INHERIT" : "") + " NOT VALID;";
    }

    private static String validate(AddedConstraint<CheckConstraint> added) {
        return added.change().alter() + " VALIDATE CONSTRAINT " + added.name("check") + ";";
    }
}
