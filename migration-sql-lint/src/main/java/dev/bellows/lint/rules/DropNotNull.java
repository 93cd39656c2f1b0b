package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.AlterDomain;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.DropConstraint;
import dev.bellows.sql.tree.Node;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.SetDomainNotNull;
import dev.bellows.sql.tree.Statement;
import java.util.Optional;

/** DROP NOT NULL, of a column or a domain. */
final class DropNotNull implements Rule {
    private static final RuleInfo INFO = RuleInfo.of("drop-not-null", "A column may be null from now on.", CONTRACT)
            .why("""
                    `DROP NOT NULL` is instant and harms no statement. What follows from it does: sooner or later a row has a
                    null.""")
            .who("""
                    The release that runs now still reads the column into something that cannot be null: a Java `int`, a Go
                    `string`, a field that is not optional. It fails at the first null, far from the migration.""")
            .way("""
                    Ship a release that reads nulls, then drop `NOT NULL` in a migration that is tagged as a contract, then
                    let writers store nulls.""")
            .cost("A release between.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof AlterTable alter) {
            QualifiedName table = alter.relation().name();
            for (AlterTableAction action : alter.actions()) {
                column(action, table, scope)
                        .filter(column -> !scope.unused(table, column) && !nullable(table, column, scope))
                        .ifPresent(column -> findings.add(hit(
                                        action,
                                        scope.text(table) + "." + Sql.quoted(column),
                                        "ALTER TABLE " + scope.text(table) + " " + scope.text(action))
                                .assuming(scope.assumed(table))));
            }
        } else if (statement instanceof AlterDomain alter
                && alter.action() instanceof SetDomainNotNull set
                && !set.notNull()) {
            ObjectReference domain = new ObjectReference(
                    ObjectKind.DOMAIN, alter.name(), null, null, alter.name().place());
            if (!scope.unused(domain)) {
                findings.add(hit(set, "the columns of domain " + scope.text(domain), scope.text(alter))
                        .assuming(scope.assumed(domain)));
            }
        }
    }

    /** Since release 18 NOT NULL is a constraint with a name: https://www.postgresql.org/docs/18/ddl-constraints.html */
    private static Optional<String> column(AlterTableAction action, QualifiedName table, Scope scope) {
        if (action instanceof dev.bellows.sql.tree.DropNotNull drop) {
            return Optional.of(drop.column().name());
        }
        return action instanceof DropConstraint drop ? Constraints.notNull(drop, table, scope) : Optional.empty();
    }

    private static boolean nullable(QualifiedName table, String column, Scope scope) {
        return scope.table(table).map(Table::whole).orElse(false)
                && scope.column(table, column).map(each -> !each.notNull()).orElse(false);
    }

    private static Hit hit(Node node, String name, String sql) {
        return Hit.at(node.place(), "code that runs now reads " + name + " as never null: it fails at the first null")
                .way(Way.NONE
                        .then("release a version that reads nulls in " + name)
                        .contract("when nothing older runs, and before anybody stores a null", sql + ";"));
    }
}
