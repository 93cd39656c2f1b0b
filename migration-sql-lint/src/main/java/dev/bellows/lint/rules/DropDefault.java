package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.CONTRACT;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.schema.Column;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.AddIdentity;
import dev.bellows.sql.tree.AlterDomain;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.DropExpression;
import dev.bellows.sql.tree.DropIdentity;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Literal;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.SetDefault;
import dev.bellows.sql.tree.SetDomainDefault;
import dev.bellows.sql.tree.Statement;
import java.util.Optional;
import java.util.stream.Stream;

/** DROP DEFAULT, DROP IDENTITY, DROP EXPRESSION. */
final class DropDefault implements Rule {
    private static final RuleInfo INFO = RuleInfo.of("drop-default", "A column no longer fills itself.", CONTRACT)
            .why("""
                    `DROP DEFAULT`, `DROP IDENTITY` and `DROP EXPRESSION` change what a row gets that names no value for the
                    column. The rows that are there stay as they are.""")
            .who("""
                    Every `INSERT` of the release that runs now that leaves the column out: it stores a null, or fails with
                    `23502` where the column is `NOT NULL`. Object-relational mappers leave out what the database fills.""")
            .way("""
                    Ship a release that gives the value itself, then drop the default in a migration that is tagged as a
                    contract.""")
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
                Optional<Identifier> column = unfilled(action, table, scope);
                if (column.isPresent() && !filledAgain(action, alter, column.get(), scope)) {
                    findings.add(hit(action, table, column.get(), scope));
                }
            }
        } else if (statement instanceof AlterDomain alter
                && alter.action() instanceof SetDomainDefault set
                && set.value() == null) {
            ObjectReference domain = new ObjectReference(
                    ObjectKind.DOMAIN, alter.name(), null, null, alter.name().place());
            if (!scope.unused(domain)) {
                findings.add(Hit.at(
                                set.place(),
                                "an INSERT of code that runs now that leaves out a column of domain "
                                        + scope.text(domain) + " stores a null from now on")
                        .way(way(scope.text(domain), scope.text(alter)))
                        .assuming(scope.assumed(domain)));
            }
        }
    }

    /** The column that an action leaves unfilled; empty when it was so before, or nobody uses it yet. */
    private static Optional<Identifier> unfilled(AlterTableAction action, QualifiedName table, Scope scope) {
        Optional<Identifier> column = column(action).filter(each -> !scope.unused(table, each.name()));
        boolean whole = scope.table(table).map(Table::whole).orElse(false);
        return column.filter(each -> !whole
                || scope.column(table, each.name())
                        .map(known -> known.defaultValue() != null || known.identity() != Column.Identity.NONE)
                        .orElse(true));
    }

    private static Optional<Identifier> column(AlterTableAction action) {
        if (action instanceof dev.bellows.sql.tree.DropDefault drop) {
            return Optional.of(drop.column());
        } else if (action instanceof DropIdentity drop) {
            return Optional.of(drop.column());
        } else if (action instanceof DropExpression drop) {
            return Optional.of(drop.column());
        }
        return action instanceof SetDefault set
                        && set.value() instanceof Literal literal
                        && literal.kind() == Literal.Kind.NULL
                ? Optional.of(set.column())
                : Optional.empty();
    }

    /** Whether the migration gives the column another default before anybody can write. */
    private static boolean filledAgain(AlterTableAction from, AlterTable alter, Identifier column, Scope scope) {
        Stream<AlterTableAction> behind =
                alter.actions().stream().skip(alter.actions().indexOf(from) + 1L);
        Stream<AlterTableAction> later = scope.transactional()
                ? scope.later().stream()
                        .filter(AlterTable.class::isInstance)
                        .map(AlterTable.class::cast)
                        .filter(each -> scope.name(each.relation().name())
                                .equals(scope.name(alter.relation().name())))
                        .flatMap(each -> each.actions().stream())
                : Stream.of();
        return Stream.concat(behind, later)
                .anyMatch(each -> (each instanceof SetDefault set
                                && set.column().is(column.name())
                                && column(set).isEmpty())
                        || (each instanceof AddIdentity add && add.column().is(column.name()))
                        || (each instanceof dev.bellows.sql.tree.DropColumn drop
                                && drop.column().is(column.name())));
    }

    private static Hit hit(AlterTableAction action, QualifiedName table, Identifier column, Scope scope) {
        String name = scope.text(table) + "." + column.written();
        boolean required =
                scope.column(table, column.name()).map(Column::notNull).orElse(false);
        return Hit.at(
                        action.place(),
                        "an INSERT of code that runs now that leaves out " + name
                                + (required ? " fails from now on: it is NOT NULL" : " stores a null from now on"))
                .way(way(name, "ALTER TABLE " + scope.text(table) + " " + scope.text(action)))
                .assuming(scope.assumed(table));
    }

    private static Way way(String name, String sql) {
        return Way.NONE
                .then("release a version that always gives " + name + " a value")
                .contract("when nothing older runs", sql + ";");
    }
}
