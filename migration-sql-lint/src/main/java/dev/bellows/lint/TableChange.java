package dev.bellows.lint.rules;

import dev.bellows.effect.Prediction;
import dev.bellows.effect.Predictor;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Verdict;
import dev.bellows.schema.Column;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One action of an ALTER TABLE on something that somebody uses. */
record TableChange(AlterTable statement, AlterTableAction action, Scope scope) {
    /** Every action of a statement; none of other statements, and of tables that nobody uses yet. */
    static List<TableChange> of(Statement statement, Scope scope) {
        if (!(statement instanceof AlterTable alter)
                || scope.unused(alter.relation().name())) {
            return List.of();
        }
        List<TableChange> changes = new ArrayList<>(alter.actions().size());
        for (AlterTableAction action : alter.actions()) {
            changes.add(new TableChange(alter, action, scope));
        }
        return changes;
    }

    QualifiedName name() {
        return statement.relation().name();
    }

    /** The table as it was written. */
    String table() {
        return scope.text(name());
    }

    /** {@code ALTER TABLE ONLY orders}, as it was written. */
    String alter() {
        return "ALTER " + statement.kind().words() + " " + scope.text(statement.relation());
    }

    ObjectName resolved() {
        return scope.name(name());
    }

    /** What the action alone does. */
    Prediction effect() {
        return new Predictor(scope.schema(), scope.major())
                .of(new AlterTable(
                        statement.kind(),
                        statement.ifExists(),
                        statement.relation(),
                        List.of(action),
                        statement.place()));
    }

    /** Whether it reads or writes all of a table that somebody uses, and so keeps its lock as long as that takes. */
    boolean takesLong() {
        return takesLong(effect());
    }

    boolean takesLong(Prediction effect) {
        return Stream.concat(effect.scans().stream(), effect.rewrites().stream())
                .anyMatch(table -> !scope.unused(table));
    }

    /** Whether the rows are on another server: PostgreSQL checks and changes none of them. */
    boolean foreign() {
        return statement.kind() == ObjectKind.FOREIGN_TABLE || kind() == Table.Kind.FOREIGN;
    }

    boolean partitioned() {
        return kind() == Table.Kind.PARTITIONED;
    }

    private Table.@Nullable Kind kind() {
        return scope.table(name()).map(Table::kind).orElse(null);
    }

    /** Whether nobody who runs now knows a column: it was added in this statement, this migration or an unreleased one. */
    boolean isNew(String column) {
        return added(column) || scope.unused(name(), column);
    }

    private boolean added(String column) {
        return scope.column(name(), column).isEmpty()
                && statement.actions().stream()
                        .anyMatch(each -> each instanceof AddColumn add
                                && add.column().name().is(column));
    }

    /** Whether a row that does not name a column gets a value there. */
    boolean filled(String column) {
        return scope.column(name(), column)
                .map(each -> each.defaultValue() != null || each.identity() != Column.Identity.NONE)
                .orElseGet(() -> statement.actions().stream()
                        .anyMatch(each -> each instanceof AddColumn add
                                && add.column().name().is(column)
                                && Sql.filled(add.column())));
    }

    /** What had to be taken for granted of the table; else null. */
    @Nullable
    String assumed() {
        return scope.assumed(name());
    }

    /** What is wrong, of two things that often come together; empty for none of them. */
    static Set<Verdict> verdicts(boolean contract, boolean blocks) {
        EnumSet<Verdict> verdicts = EnumSet.noneOf(Verdict.class);
        if (contract) {
            verdicts.add(Verdict.CONTRACT);
        }
        if (blocks) {
            verdicts.add(Verdict.BLOCKS);
        }
        return verdicts;
    }
}
