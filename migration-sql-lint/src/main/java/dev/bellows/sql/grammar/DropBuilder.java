package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.antlr.v4.runtime.ParserRuleContext;

/** Every DROP. */
final class DropBuilder {
    private DropBuilder() {}

    static Statement drop(DropContext context, Place place) {
        List<ObjectReference> objects = objects(context);
        return new Drop(
                kind(context, objects),
                context.getRuleContext(IfExistsContext.class, 0) != null,
                context.getToken(PostgresParser.CONCURRENTLY, 0) != null,
                objects,
                NameBuilder.isCascade(context.getRuleContext(CascadeOrRestrictContext.class, 0)),
                place);
    }

    private static ObjectKind kind(DropContext context, List<ObjectReference> objects) {
        return context instanceof DropOwnedContext
                ? ObjectKind.OWNED
                : objects.get(0).kind();
    }

    private static List<ObjectReference> objects(DropContext context) {
        if (context instanceof DropNamedContext named) {
            return named(ObjectBuilder.kind(named.droppable()), named.qualifiedNameList());
        } else if (context instanceof DropIndexContext index) {
            return named(ObjectKind.INDEX, index.qualifiedNameList());
        } else if (context instanceof DropOfTableContext of) {
            ObjectKind kind =
                    of.POLICY() != null ? ObjectKind.POLICY : of.RULE() != null ? ObjectKind.RULE : ObjectKind.TRIGGER;
            return List.of(ObjectBuilder.ofTable(kind, of.identifier(), of.qualifiedName()));
        } else if (context instanceof DropTypeContext type) {
            ObjectKind kind = type.TYPE() == null ? ObjectKind.DOMAIN : ObjectKind.TYPE;
            return type.typeList().typeName().stream()
                    .map(name -> ObjectBuilder.ofType(kind, name))
                    .toList();
        } else if (context instanceof DropRoutineContext routines) {
            ObjectKind kind = ObjectBuilder.routineKind(routines);
            return routines.routineList().routine().stream()
                    .map(routine -> ObjectBuilder.routine(kind, routine))
                    .toList();
        } else if (context instanceof DropAggregateContext aggregates) {
            return aggregates.aggregate().stream().map(ObjectBuilder::aggregate).toList();
        } else if (context instanceof DropOperatorContext operators) {
            return operators.operatorWithOperands().stream()
                    .map(ObjectBuilder::operator)
                    .toList();
        } else if (context instanceof DropRoleContext roles) {
            return roles(ObjectKind.ROLE, roles.roleList());
        } else if (context instanceof DropOwnedContext owned) {
            return roles(ObjectKind.ROLE, owned.roleList());
        }
        return List.of(one(context));
    }

    private static ObjectReference one(DropContext context) {
        if (context instanceof DropOperatorClassContext item) {
            ObjectKind kind = item.CLASS() == null ? ObjectKind.OPERATOR_FAMILY : ObjectKind.OPERATOR_CLASS;
            return ObjectBuilder.ofMethod(kind, item.qualifiedName(), item.identifier());
        } else if (context instanceof DropCastContext cast) {
            return new ObjectReference(
                    ObjectKind.CAST, null, null, ObjectBuilder.types(cast.typeName()), NameBuilder.place(cast));
        } else if (context instanceof DropTransformContext transform) {
            return ObjectBuilder.transform(transform.typeName(), transform.identifier());
        } else if (context instanceof DropUserMappingContext mapping) {
            return ObjectBuilder.reference(ObjectKind.USER_MAPPING, mapping.mappedRole());
        }
        ObjectKind kind = context instanceof DropSubscriptionContext
                ? ObjectKind.SUBSCRIPTION
                : context instanceof DropTablespaceContext ? ObjectKind.TABLESPACE : ObjectKind.DATABASE;
        return ObjectBuilder.reference(
                kind, Objects.requireNonNull(context.getRuleContext(IdentifierContext.class, 0)));
    }

    private static List<ObjectReference> named(ObjectKind kind, QualifiedNameListContext names) {
        List<ObjectReference> objects = new ArrayList<>();
        for (QualifiedName name : NameBuilder.qualified(names)) {
            objects.add(ObjectBuilder.reference(kind, name));
        }
        return objects;
    }

    private static List<ObjectReference> roles(ObjectKind kind, RoleListContext roles) {
        List<ObjectReference> objects = new ArrayList<>();
        for (ParserRuleContext role : roles.role()) {
            objects.add(ObjectBuilder.reference(kind, role));
        }
        return objects;
    }
}
