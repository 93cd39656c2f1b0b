package dev.bellows.lint;

import dev.bellows.effect.Prediction;
import dev.bellows.effect.Predictor;
import dev.bellows.schema.Column;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.AddColumn;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.Cast;
import dev.bellows.sql.tree.ColumnDefinition;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.DefaultConstraint;
import dev.bellows.sql.tree.Expression;
import dev.bellows.sql.tree.GeneratedConstraint;
import dev.bellows.sql.tree.IdentityConstraint;
import dev.bellows.sql.tree.Literal;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.QualifiedName;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One action of an ALTER TABLE on something that somebody uses. */
public record TableChange(AlterTable statement, AlterTableAction action, Scope scope) {
    private static final Set<String> SERIAL =
            Set.of("serial", "smallserial", "bigserial", "serial2", "serial4", "serial8");

    /** The table or view, as the statement names it. */
    public QualifiedName name() {
        return statement.relation().name();
    }

    /** The table as it was written. */
    public String table() {
        return scope.text(name());
    }

    /** {@code ALTER TABLE ONLY orders}, as it was written. */
    public String alter() {
        return "ALTER " + statement.kind().words() + " " + scope.text(statement.relation());
    }

    /** The object of that name. */
    public ObjectName resolved() {
        return scope.name(name());
    }

    /** What the action alone does. */
    public Prediction effect() {
        return statement.actions().size() == 1 ? scope.effect() : effect(action);
    }

    /** What another action would do alone in its place. */
    public Prediction effect(AlterTableAction other) {
        return new Predictor(scope.schema(), scope.major())
                .of(new AlterTable(
                        statement.kind(),
                        statement.ifExists(),
                        statement.relation(),
                        List.of(other),
                        statement.place()));
    }

    /** Whether it reads or writes all of a table that somebody uses, and so keeps its lock as long as that takes. */
    public boolean takesLong() {
        return takesLong(effect());
    }

    /** Likewise, with a part of what it does. */
    public boolean takesLong(Prediction effect) {
        return anyInUse(effect.scans()) || anyInUse(effect.rewrites());
    }

    private boolean anyInUse(Set<ObjectName> tables) {
        for (ObjectName table : tables) {
            if (!scope.unused(table)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the rows are on another server: PostgreSQL checks and changes none of them. */
    public boolean foreign() {
        return statement.kind() == ObjectKind.FOREIGN_TABLE || kind() == Table.Kind.FOREIGN;
    }

    /** Whether its rows are in partitions. */
    public boolean partitioned() {
        return kind() == Table.Kind.PARTITIONED;
    }

    private Table.@Nullable Kind kind() {
        return scope.table(name()).map(Table::kind).orElse(null);
    }

    /** Whether nobody who runs now knows a column: it was added in this statement, this migration or an unreleased one. */
    public boolean isNew(String column) {
        return added(column) || scope.unused(name(), column);
    }

    private boolean added(String column) {
        return scope.column(name(), column).isEmpty()
                && statement.actions().stream()
                        .anyMatch(each -> each instanceof AddColumn add
                                && add.column().name().is(column));
    }

    /** Whether a row that does not name a column gets a value there. */
    public boolean filled(String column) {
        return scope.column(name(), column)
                .map(each -> each.defaultValue() != null || each.identity() != Column.Identity.NONE)
                .orElseGet(() -> statement.actions().stream()
                        .anyMatch(each -> each instanceof AddColumn add
                                && add.column().name().is(column)
                                && filled(add.column())));
    }

    /** Whether a row that does not name a new column gets a value there all the same. */
    public static boolean filled(ColumnDefinition column) {
        DataType type = column.type();
        return (type != null && SERIAL.contains(type.name()))
                || column.constraints().stream()
                        .anyMatch(each -> each instanceof IdentityConstraint
                                || each instanceof GeneratedConstraint
                                || (each instanceof DefaultConstraint value && !isNull(value.value())));
    }

    private static boolean isNull(Expression value) {
        return (value instanceof Literal literal && literal.kind() == Literal.Kind.NULL)
                || (value instanceof Cast cast && isNull(cast.operand()));
    }

    /** What had to be taken for granted of the table; else null. */
    public @Nullable String assumed() {
        return scope.assumed(name());
    }

    /** What is wrong, of two things that often come together; empty for none of them. */
    public static Set<Verdict> verdicts(boolean contract, boolean blocks) {
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
