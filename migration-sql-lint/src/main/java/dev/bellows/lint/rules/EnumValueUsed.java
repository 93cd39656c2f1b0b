package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.FAILS;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Scope.Earlier;
import dev.bellows.lint.Way;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.UserType;
import dev.bellows.sql.tree.AddEnumValue;
import dev.bellows.sql.tree.AlterType;
import dev.bellows.sql.tree.AlterTypeAction;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Literal;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.Statement;
import java.util.Comparator;

/** A value of an enum that the same transaction has added. */
final class EnumValueUsed implements Rule {
    /** The first major release that knows that nobody else can see a type of this transaction. */
    private static final int NEW_TYPES = 17;

    private static final RuleInfo INFO = RuleInfo.of(
                    "enum-value-used", "A new value of an enum is used in the transaction that adds it.", FAILS)
            .why("""
                    A value that `ALTER TYPE … ADD VALUE` adds can be used after its transaction has ended, and not before: `55P04`,
                    *unsafe use of new value*. From 17 on a type that was made in the same transaction is exempt.""")
            .who("Whoever deploys: the migration fails as a whole.")
            .way("Add the value in a migration of its own, and use it in the next one.")
            .cost("Another file.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (Earlier earlier : scope.earlier()) {
            if (earlier.statement() instanceof AlterType alter && !madeHere(alter, scope)) {
                for (AlterTypeAction action : alter.actions()) {
                    if (action instanceof AddEnumValue add && touches(statement, alter, scope)) {
                        used(statement, alter, add, earlier.line(), scope, findings);
                    }
                }
            }
        }
    }

    private static boolean madeHere(AlterType alter, Scope scope) {
        return scope.major() >= NEW_TYPES
                && scope.schema()
                        .type(alter.name())
                        .filter(type -> type.since() == scope.schema().migration())
                        .isPresent();
    }

    private static void used(
            Statement statement, AlterType alter, AddEnumValue add, int line, Scope scope, Findings findings) {
        Nodes.inside(statement, Literal.class).stream()
                .filter(literal ->
                        literal.kind() == Literal.Kind.STRING && literal.value().equals(add.value()))
                .min(Comparator.comparing(literal -> literal.place().start()))
                .ifPresent(literal -> findings.add(
                        literal.place(),
                        "line " + line + " adds " + scope.text(literal) + " to " + alter.name()
                                + " in this transaction, and PostgreSQL does not let it be used before the end of that",
                        Way.NONE
                                .expand("alone in its migration", added(alter, add))
                                .expand("in the next one", scope.text(statement) + ";")));
    }

    /** The same place among the other values: their order is how they compare. */
    private static String added(AlterType alter, AddEnumValue add) {
        String neighbour =
                add.neighbour() == null ? "" : (add.before() ? " BEFORE " : " AFTER ") + Sql.string(add.neighbour());
        return "ALTER TYPE " + alter.name() + " ADD VALUE " + (add.ifNotExists() ? "IF NOT EXISTS " : "")
                + Sql.string(add.value()) + neighbour + ";";
    }

    /** Whether it works with values of the type; where the folder does not tell, it may. */
    private static boolean touches(Statement statement, AlterType alter, Scope scope) {
        Schema schema = scope.schema();
        ObjectName type = schema.resolveType(alter.name());
        if (Nodes.inside(statement, DataType.class).stream().anyMatch(each -> isType(each, type, schema))) {
            return true;
        }
        return scope.effect().locks().keySet().stream().anyMatch(name -> schema.table(name)
                .map(table -> !table.whole()
                        || table.columns().stream()
                                .anyMatch(column -> column.type() == null || isType(column.type(), type, schema)))
                .orElse(true));
    }

    private static boolean isType(DataType written, ObjectName type, Schema schema) {
        return written.name().equals(type.name())
                || schema.type(written).map(UserType::name).filter(type::equals).isPresent();
    }
}
