package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** Objects of every kind, as statements name them. */
final class ObjectBuilder {
    private ObjectBuilder() {}

    static ObjectReference reference(ObjectKind kind, QualifiedName name) {
        return new ObjectReference(kind, name, null, null, name.place());
    }

    static ObjectReference reference(ObjectKind kind, ParserRuleContext identifier) {
        return reference(kind, NameBuilder.qualified(NameBuilder.identifier(identifier)));
    }

    /** A trigger, a rule, a policy or a constraint, with its table. */
    static ObjectReference ofTable(ObjectKind kind, IdentifierContext name, QualifiedNameContext table) {
        QualifiedName own = NameBuilder.qualified(NameBuilder.identifier(name));
        return new ObjectReference(kind, own, NameBuilder.qualified(table), null, own.place());
    }

    static ObjectReference ofMethod(ObjectKind kind, QualifiedNameContext name, IdentifierContext method) {
        QualifiedName own = NameBuilder.qualified(name);
        return new ObjectReference(kind, own, NameBuilder.qualified(NameBuilder.identifier(method)), null, own.place());
    }

    static ObjectReference routine(ObjectKind kind, RoutineContext context) {
        QualifiedName name = context.functionName() == null
                ? NameBuilder.qualified(NameBuilder.identifier(context))
                : NameBuilder.qualified(context.functionName());
        boolean withParameters = context.getToken(PostgresParser.LEFT_PARENTHESIS, 0) != null;
        return new ObjectReference(
                kind, name, null, withParameters ? parameters(context.parameter()) : null, NameBuilder.place(context));
    }

    static ObjectReference aggregate(AggregateContext context) {
        return new ObjectReference(
                ObjectKind.AGGREGATE,
                NameBuilder.qualified(context.functionName()),
                null,
                aggregated(context.aggregateParameters()),
                NameBuilder.place(context));
    }

    private static List<DataType> parameters(List<ParameterContext> contexts) {
        List<DataType> types = new ArrayList<>(contexts.size());
        for (ParameterContext context : contexts) {
            types.add(TypeNameBuilder.type(context.parameterType()));
        }
        return types;
    }

    private static List<DataType> aggregated(AggregateParametersContext context) {
        List<DataType> types = new ArrayList<>();
        for (AggregateParameterListContext list : context.aggregateParameterList()) {
            for (AggregateParameterContext parameter : list.aggregateParameter()) {
                types.add(TypeNameBuilder.type(parameter.parameterType()));
            }
        }
        return types;
    }

    static ObjectReference operator(OperatorWithOperandsContext context) {
        return new ObjectReference(
                ObjectKind.OPERATOR,
                NameBuilder.qualified(context.operatorName()),
                null,
                types(context.typeName()),
                NameBuilder.place(context));
    }

    static List<DataType> types(List<TypeNameContext> contexts) {
        return contexts.stream().map(TypeNameBuilder::type).toList();
    }

    static ObjectReference transform(TypeNameContext type, IdentifierContext language) {
        return new ObjectReference(
                ObjectKind.TRANSFORM,
                null,
                NameBuilder.qualified(NameBuilder.identifier(language)),
                types(List.of(type)),
                NameBuilder.place(type));
    }

    static ObjectReference ofType(ObjectKind kind, TypeNameContext context) {
        DataType type = TypeNameBuilder.type(context);
        NamedTypeContext named = context.simpleType().namedType();
        QualifiedName name = named == null
                ? new QualifiedName(
                        List.of(new Identifier(type.name(), NameBuilder.text(context), type.place())), type.place())
                : NameBuilder.typeName(named);
        return new ObjectReference(kind, name, null, null, type.place());
    }

    static Statement comment(CommentContext context, Place place) {
        String text = context.string() == null ? null : NameBuilder.string(context.string());
        return new Comment(object(context.object()), text, place);
    }

    static ObjectReference object(ObjectContext context) {
        List<TypeNameContext> types = context.typeName();
        if (context.routine() != null) {
            return routine(routineKind(context), context.routine());
        } else if (context.aggregate() != null) {
            return aggregate(context.aggregate());
        } else if (context.operatorWithOperands() != null) {
            return operator(context.operatorWithOperands());
        } else if (context.CAST() != null) {
            return new ObjectReference(ObjectKind.CAST, null, null, types(types), NameBuilder.place(context));
        } else if (context.TRANSFORM() != null) {
            return transform(types.get(0), context.identifier());
        } else if (context.LARGE() != null) {
            return reference(ObjectKind.LARGE_OBJECT, context.signedNumber());
        } else if (!types.isEmpty()) {
            return ofType(context.TYPE() == null ? ObjectKind.DOMAIN : ObjectKind.TYPE, types.get(0));
        }
        return named(context);
    }

    private static ObjectReference named(ObjectContext context) {
        QualifiedNameContext name = context.qualifiedName();
        if (context.CONSTRAINT() != null) {
            ObjectKind kind = context.DOMAIN() == null ? ObjectKind.TABLE_CONSTRAINT : ObjectKind.DOMAIN_CONSTRAINT;
            return ofTable(kind, context.identifier(), name);
        } else if (context.USING() != null) {
            return ofMethod(
                    context.CLASS() == null ? ObjectKind.OPERATOR_FAMILY : ObjectKind.OPERATOR_CLASS,
                    name,
                    context.identifier());
        } else if (context.identifier() != null) {
            return ofTable(kind(context.getStart().getText()), context.identifier(), name);
        } else if (context.COLUMN() != null) {
            return column(NameBuilder.qualified(name));
        }
        ObjectKind kind = context.droppable() == null ? kind(context.getStart().getText()) : kind(context.droppable());
        return reference(kind, NameBuilder.qualified(name));
    }

    /** Of a column's name, all but the last part is the table. */
    private static ObjectReference column(QualifiedName name) {
        List<Identifier> parts = name.parts();
        Identifier last = parts.get(parts.size() - 1);
        @Nullable
        QualifiedName table =
                parts.size() == 1 ? null : new QualifiedName(parts.subList(0, parts.size() - 1), name.place());
        return new ObjectReference(ObjectKind.COLUMN, NameBuilder.qualified(last), table, null, name.place());
    }

    static ObjectKind routineKind(ParserRuleContext context) {
        if (context.getToken(PostgresParser.FUNCTION, 0) != null) {
            return ObjectKind.FUNCTION;
        }
        return context.getToken(PostgresParser.PROCEDURE, 0) != null ? ObjectKind.PROCEDURE : ObjectKind.ROUTINE;
    }

    static ObjectKind kind(DroppableContext context) {
        return context.LANGUAGE() != null ? ObjectKind.LANGUAGE : kind(NameBuilder.words(context));
    }

    private static ObjectKind kind(String words) {
        return ObjectKind.valueOf(words.toUpperCase(java.util.Locale.ROOT).replace(' ', '_'));
    }
}
