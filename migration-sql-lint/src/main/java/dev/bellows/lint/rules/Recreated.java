package dev.bellows.lint.rules;

import dev.bellows.lint.Scope;
import dev.bellows.sql.tree.CreateDomain;
import dev.bellows.sql.tree.CreateExtension;
import dev.bellows.sql.tree.CreateMaterializedView;
import dev.bellows.sql.tree.CreatePolicy;
import dev.bellows.sql.tree.CreatePublication;
import dev.bellows.sql.tree.CreateRoutine;
import dev.bellows.sql.tree.CreateRule;
import dev.bellows.sql.tree.CreateSequence;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.CreateTableAs;
import dev.bellows.sql.tree.CreateTrigger;
import dev.bellows.sql.tree.CreateType;
import dev.bellows.sql.tree.CreateView;
import dev.bellows.sql.tree.DataType;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.RoutineParameter;
import dev.bellows.sql.tree.Statement;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a migration puts in the place of something that it takes away. */
final class Recreated {
    private Recreated() {}

    /** The statement further down that makes an object of the same name and kind. */
    static Optional<Statement> of(ObjectReference object, Scope scope) {
        return scope.later().stream()
                .filter(statement -> makes(statement, object, scope))
                .findFirst();
    }

    private static boolean makes(Statement statement, ObjectReference object, Scope scope) {
        return switch (object.kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW, SEQUENCE -> same(relation(statement), object.name(), scope);
            case TYPE -> statement instanceof CreateType type && same(type.name(), object.name(), scope);
            case DOMAIN -> statement instanceof CreateDomain domain && same(domain.name(), object.name(), scope);
            case FUNCTION, PROCEDURE, ROUTINE ->
                statement instanceof CreateRoutine routine
                        && same(routine.name(), object.name(), scope)
                        && takes(routine, object.types());
            case TRIGGER ->
                statement instanceof CreateTrigger trigger && same(trigger.name(), trigger.table(), object, scope);
            case RULE -> statement instanceof CreateRule rule && same(rule.name(), rule.table(), object, scope);
            case POLICY ->
                statement instanceof CreatePolicy policy && same(policy.name(), policy.table(), object, scope);
            case EXTENSION -> statement instanceof CreateExtension extension && same(extension.name(), object);
            case PUBLICATION -> statement instanceof CreatePublication publication && same(publication.name(), object);
            default -> false;
        };
    }

    /** The name of the table, view or sequence that a statement makes. */
    static @Nullable QualifiedName relation(Statement statement) {
        if (statement instanceof CreateTable table) {
            return table.name();
        } else if (statement instanceof CreateTableAs table) {
            return table.name();
        } else if (statement instanceof CreateView view) {
            return view.name();
        } else if (statement instanceof CreateMaterializedView view) {
            return view.name();
        }
        return statement instanceof CreateSequence sequence ? sequence.name() : null;
    }

    private static boolean same(@Nullable QualifiedName made, @Nullable QualifiedName name, Scope scope) {
        return made != null && name != null && scope.name(made).equals(scope.name(name));
    }

    private static boolean same(Identifier made, ObjectReference object) {
        return made.is(Sql.named(object).name());
    }

    private static boolean same(Identifier made, QualifiedName table, ObjectReference object, Scope scope) {
        return same(made, object) && same(table, object.of(), scope);
    }

    private static boolean takes(CreateRoutine routine, @Nullable List<DataType> types) {
        List<String> taken = routine.parameters().stream()
                .filter(parameter -> !List.of("OUT", "TABLE").contains(parameter.mode()))
                .map(RoutineParameter::type)
                .map(Recreated::signature)
                .toList();
        return types == null
                || types.stream().map(Recreated::signature).toList().equals(taken);
    }

    private static String signature(DataType type) {
        return type.name() + "[]".repeat(type.dimensions());
    }
}
