package dev.bellows.lint.rules;

import dev.bellows.lint.Scope;
import dev.bellows.schema.Column;
import dev.bellows.schema.SchemaConstraint;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.AddConstraint;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.DropConstraint;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** What the rules about DROP CONSTRAINT share. */
final class Constraints {
    private Constraints() {}

    /** The DROP CONSTRAINTs of a statement on a table that somebody uses, each with what the folder tells of it. */
    static void dropped(Statement statement, Scope scope, BiConsumer<DropConstraint, Optional<SchemaConstraint>> to) {
        if (!(statement instanceof AlterTable alter)
                || scope.unused(alter.relation().name())) {
            return;
        }
        for (AlterTableAction action : alter.actions()) {
            if (action instanceof DropConstraint drop) {
                Optional<SchemaConstraint> known = scope.table(alter.relation().name())
                        .flatMap(table -> table.constraint(drop.constraint().name()));
                if (known.map(each -> !scope.unused(each.since())).orElse(true)) {
                    to.accept(drop, known);
                }
            }
        }
    }

    static QualifiedName table(Statement statement) {
        return ((AlterTable) statement).relation().name();
    }

    /** The column whose NOT NULL a constraint is, by the name that release 18 gives it. */
    static Optional<String> notNull(DropConstraint drop, QualifiedName table, Scope scope) {
        return scope.table(table)
                .filter(each -> each.constraint(drop.constraint().name()).isEmpty())
                .flatMap(each -> each.columns().stream()
                        .filter(Column::notNull)
                        .map(Column::name)
                        .filter(column -> drop.constraint().is(table.name() + "_" + column + "_not_null"))
                        .findFirst());
    }

    /** Whether a constraint that the folder does not know is certainly not there, and IF EXISTS finds nothing. */
    static boolean absent(DropConstraint drop, QualifiedName table, Scope scope) {
        return drop.ifExists()
                && scope.table(table)
                        .filter(Table::whole)
                        .map(each -> each.constraint(drop.constraint().name()).isEmpty())
                        .orElse(false);
    }

    /** Whether the same migration gives the columns a foreign key to the same table again before anybody can write. */
    static boolean pointsAgain(Statement statement, SchemaConstraint key, Scope scope) {
        Stream<Statement> later = scope.transactional() ? scope.later().stream() : Stream.of();
        return Stream.concat(Stream.of(statement), later)
                .filter(AlterTable.class::isInstance)
                .map(AlterTable.class::cast)
                .filter(alter -> scope.name(alter.relation().name()).equals(scope.name(table(statement))))
                .flatMap(alter -> alter.actions().stream())
                .anyMatch(action -> action instanceof AddConstraint add
                        && add.constraint() instanceof ForeignKeyConstraint again
                        && scope.name(again.table()).equals(key.references())
                        && names(again.columns()).equals(key.columns()));
    }

    private static List<String> names(List<Identifier> identifiers) {
        return identifiers.stream().map(Identifier::name).toList();
    }
}
