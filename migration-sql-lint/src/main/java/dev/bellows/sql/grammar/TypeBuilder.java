package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.List;

/** Types and domains. */
final class TypeBuilder {
    private final ExpressionBuilder expressions;
    private final ConstraintBuilder constraints;

    TypeBuilder(ExpressionBuilder expressions, ConstraintBuilder constraints) {
        this.expressions = expressions;
        this.constraints = constraints;
    }

    static Statement create(CreateTypeContext context, Place place) {
        CreateType.Kind kind = CreateType.Kind.BASE;
        if (context.ENUM() != null) {
            kind = CreateType.Kind.ENUM;
        } else if (context.RANGE() != null) {
            kind = CreateType.Kind.RANGE;
        } else if (context.AS() != null) {
            kind = CreateType.Kind.COMPOSITE;
        }
        return new CreateType(
                NameBuilder.qualified(context.qualifiedName()),
                kind,
                context.attribute().stream().map(TypeBuilder::attribute).toList(),
                context.stringList() == null
                        ? List.of()
                        : context.stringList().string().stream()
                                .map(NameBuilder::string)
                                .toList(),
                NameBuilder.options(context.definition()),
                place);
    }

    private static ColumnDefinition attribute(AttributeContext context) {
        return new ColumnDefinition(
                NameBuilder.identifier(context.identifier()),
                TypeNameBuilder.type(context.typeName()),
                NameBuilder.qualifiedOrNull(context.qualifiedName()),
                List.of(),
                NameBuilder.place(context));
    }

    Statement create(CreateDomainContext context, Place place) {
        return new CreateDomain(
                NameBuilder.qualified(context.qualifiedName()),
                TypeNameBuilder.type(context.typeName()),
                constraints.collation(context.columnConstraint()),
                constraints.ofColumn(context.columnConstraint()),
                place);
    }

    static Statement alter(AlterTypeContext context, Place place) {
        QualifiedName name = NameBuilder.qualified(context.qualifiedName());
        if (context.VALUE() != null) {
            return new AlterType(name, List.of(addValue(context, place)), place);
        } else if (context.definition() != null) {
            AlterTypeAction set = new SetTypeOptions(NameBuilder.options(context.definition()), place);
            return new AlterType(name, List.of(set), place);
        } else if (!context.alterTypeAction().isEmpty()) {
            return new AlterType(
                    name,
                    context.alterTypeAction().stream().map(TypeBuilder::action).toList(),
                    place);
        }
        return context.RENAME() == null ? AlterObjectBuilder.alter(context, place) : rename(name, context, place);
    }

    private static AlterTypeAction addValue(AlterTypeContext context, Place place) {
        List<StringContext> values = context.string();
        return new AddEnumValue(
                context.ifNotExists() != null,
                NameBuilder.string(values.get(0)),
                context.BEFORE() != null,
                values.size() == 1 ? null : NameBuilder.string(values.get(1)),
                place);
    }

    private static Statement rename(QualifiedName name, AlterTypeContext context, Place place) {
        RenameTypePartContext part = context.renameTypePart();
        if (part.VALUE() != null) {
            AlterTypeAction rename = new RenameEnumValue(
                    NameBuilder.string(part.string(0)), NameBuilder.string(part.string(1)), NameBuilder.place(part));
            return new AlterType(name, List.of(rename), place);
        }
        boolean attribute = part.ATTRIBUTE() != null;
        return new Rename(
                attribute ? ObjectKind.ATTRIBUTE : ObjectKind.TYPE,
                false,
                new ObjectReference(ObjectKind.TYPE, name, null, null, name.place()),
                attribute ? NameBuilder.identifier(part.identifier(0)) : null,
                NameBuilder.identifier(part.identifier(attribute ? 1 : 0)),
                NameBuilder.isCascade(part.cascadeOrRestrict()),
                place);
    }

    private static AlterTypeAction action(AlterTypeActionContext context) {
        Place place = NameBuilder.place(context);
        if (context instanceof AddAttributeContext add) {
            return new AddAttribute(attribute(add.attribute()), NameBuilder.isCascade(add.cascadeOrRestrict()), place);
        } else if (context instanceof DropAttributeContext drop) {
            return new DropAttribute(
                    drop.ifExists() != null,
                    NameBuilder.identifier(drop.identifier()),
                    NameBuilder.isCascade(drop.cascadeOrRestrict()),
                    place);
        }
        AlterAttributeContext alter = (AlterAttributeContext) context;
        return new AlterAttribute(
                NameBuilder.identifier(alter.identifier()),
                TypeNameBuilder.type(alter.typeName()),
                NameBuilder.isCascade(alter.cascadeOrRestrict()),
                place);
    }

    Statement alter(AlterDomainContext context, Place place) {
        QualifiedName name = NameBuilder.qualified(context.qualifiedName());
        AlterDomainActionContext action = context.alterDomainAction();
        if (action.RENAME() != null) {
            return rename(name, action, place);
        } else if (action.OWNER() != null) {
            ObjectReference domain = new ObjectReference(ObjectKind.DOMAIN, name, null, null, name.place());
            return new ChangeOwner(domain, NameBuilder.identifier(action.role()), place);
        } else if (action.SCHEMA() != null) {
            return AlterTableBuilder.setSchema(ObjectKind.DOMAIN, false, name, action.identifier(0), place);
        }
        return new AlterDomain(name, action(action), place);
    }

    private static Statement rename(QualifiedName name, AlterDomainActionContext action, Place place) {
        boolean constraint = action.CONSTRAINT() != null;
        return new Rename(
                constraint ? ObjectKind.DOMAIN_CONSTRAINT : ObjectKind.DOMAIN,
                false,
                new ObjectReference(ObjectKind.DOMAIN, name, null, null, name.place()),
                constraint ? NameBuilder.identifier(action.identifier(0)) : null,
                NameBuilder.identifier(action.identifier(constraint ? 1 : 0)),
                false,
                place);
    }

    private AlterDomainAction action(AlterDomainActionContext context) {
        Place place = NameBuilder.place(context);
        if (context.ADD() != null) {
            return new AddDomainConstraint(constraints.ofDomain(context), place);
        } else if (context.VALIDATE() != null) {
            return new ValidateDomainConstraint(NameBuilder.identifier(context.identifier(0)), place);
        } else if (context.CONSTRAINT() != null) {
            return new DropDomainConstraint(
                    context.ifExists() != null,
                    NameBuilder.identifier(context.identifier(0)),
                    NameBuilder.isCascade(context.cascadeOrRestrict()),
                    place);
        } else if (context.DEFAULT() != null) {
            return new SetDomainDefault(expressions.expressionOrNull(context.expression()), place);
        }
        return new SetDomainNotNull(context.SET() != null, place);
    }
}
