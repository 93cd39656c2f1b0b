package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Constraints of columns, tables and domains: https://www.postgresql.org/docs/18/ddl-constraints.html */
final class ConstraintBuilder {
    private final ExpressionBuilder expressions;

    ConstraintBuilder(ExpressionBuilder expressions) {
        this.expressions = expressions;
    }

    /** Those of a column; attributes belong to the constraint before them, and COLLATE to the column. */
    List<Constraint> ofColumn(List<ColumnConstraintContext> contexts) {
        List<Constraint> constraints = new ArrayList<>(contexts.size());
        for (int i = 0; i < contexts.size(); i++) {
            if (contexts.get(i).columnConstraintBody() != null) {
                constraints.add(ofColumn(contexts.get(i), attributes(contexts, i + 1)));
            }
        }
        return constraints;
    }

    @Nullable
    QualifiedName collation(List<ColumnConstraintContext> contexts) {
        for (ColumnConstraintContext context : contexts) {
            if (context.COLLATE() != null) {
                return NameBuilder.qualified(context.qualifiedName());
            }
        }
        return null;
    }

    private static ConstraintAttributes attributes(List<ColumnConstraintContext> contexts, int from) {
        boolean deferrable = false;
        boolean deferred = false;
        boolean notEnforced = false;
        for (int i = from; i < contexts.size() && contexts.get(i).columnConstraintBody() == null; i++) {
            ColumnConstraintContext context = contexts.get(i);
            deferrable |= context.DEFERRABLE() != null && context.NOT() == null;
            deferred |= context.DEFERRED() != null;
            notEnforced |= context.ENFORCED() != null && context.NOT() != null;
        }
        return deferrable || deferred || notEnforced
                ? new ConstraintAttributes(deferrable || deferred, deferred, false, false, notEnforced)
                : ConstraintAttributes.NONE;
    }

    private Constraint ofColumn(ColumnConstraintContext context, ConstraintAttributes attributes) {
        ColumnConstraintBodyContext body = context.columnConstraintBody();
        Identifier name = NameBuilder.identifierOrNull(context.identifier());
        Place place = NameBuilder.place(context);
        ConstraintAttributes own = body.INHERIT() == null
                ? attributes
                : new ConstraintAttributes(false, false, false, true, attributes.notEnforced());
        if (body.CHECK() != null) {
            return new CheckConstraint(name, own, expressions.expression(body.expression()), place);
        } else if (body.DEFAULT() != null) {
            return new DefaultConstraint(name, own, expressions.simple(body.simpleExpression()), place);
        } else if (body.references() != null) {
            return references(name, own, List.of(), body.references(), place);
        } else if (body.UNIQUE() != null || body.PRIMARY() != null) {
            return new KeyConstraint(
                    name,
                    own,
                    body.PRIMARY() != null,
                    List.of(),
                    include(body.indexParameters()),
                    isNotDistinct(body.nullsDistinct()),
                    false,
                    null,
                    place);
        } else if (body.GENERATED() != null) {
            return generated(name, own, body, place);
        }
        return body.NOT() == null
                ? new NullConstraint(name, own, place)
                : new NotNullConstraint(name, own, null, place);
    }

    private Constraint generated(
            @Nullable Identifier name, ConstraintAttributes attributes, ColumnConstraintBodyContext body, Place place) {
        GeneratedExpressionContext expression = body.generatedExpression();
        if (expression != null) {
            return new GeneratedConstraint(
                    name,
                    attributes,
                    expressions.expression(expression.expression()),
                    expression.STORED() != null,
                    place);
        }
        return new IdentityConstraint(
                name,
                attributes,
                body.generatedWhen().ALWAYS() != null,
                SequenceOptionBuilder.options(body.sequenceOption()),
                place);
    }

    Constraint ofTable(TableConstraintContext context) {
        TableConstraintBodyContext body = context.tableConstraintBody();
        Identifier name = NameBuilder.identifierOrNull(context.identifier());
        ConstraintAttributes attributes = attributes(context.constraintAttribute());
        Place place = NameBuilder.place(context);
        if (body.CHECK() != null) {
            return new CheckConstraint(name, attributes, expressions.expression(body.expression()), place);
        } else if (body.NOT() != null) {
            return new NotNullConstraint(name, attributes, NameBuilder.identifier(body.identifier()), place);
        } else if (body.FOREIGN() != null) {
            return references(name, attributes, columns(body.periodColumns()), body.references(), place);
        } else if (body.EXCLUDE() != null) {
            return exclude(name, attributes, body, place);
        }
        return key(name, attributes, body, place);
    }

    private static Constraint key(
            @Nullable Identifier name, ConstraintAttributes attributes, TableConstraintBodyContext body, Place place) {
        KeyColumnsContext columns = body.keyColumns();
        return new KeyConstraint(
                name,
                attributes,
                body.PRIMARY() != null,
                columns == null ? List.of() : NameBuilder.identifiers(columns.identifierList()),
                include(body.indexParameters()),
                isNotDistinct(body.nullsDistinct()),
                columns != null && columns.OVERLAPS() != null,
                NameBuilder.identifierOrNull(body.identifier()),
                place);
    }

    private Constraint exclude(
            @Nullable Identifier name, ConstraintAttributes attributes, TableConstraintBodyContext body, Place place) {
        List<IndexElementContext> elements = body.excludeElement().stream()
                .map(ExcludeElementContext::indexElement)
                .toList();
        return new ExcludeConstraint(
                name,
                attributes,
                NameBuilder.identifierOrNull(body.identifier()),
                expressions.indexElements(elements),
                body.excludeWhere() == null
                        ? null
                        : expressions.expression(body.excludeWhere().expression()),
                place);
    }

    /** Of a domain, which takes checks and NOT NULL only. */
    Constraint ofDomain(AlterDomainActionContext context) {
        Identifier name = NameBuilder.identifierOrNull(context.CONSTRAINT() == null ? null : context.identifier(0));
        ConstraintAttributes attributes = attributes(context.constraintAttribute());
        Place place = NameBuilder.place(context);
        return context.CHECK() == null
                ? new NotNullConstraint(name, attributes, null, place)
                : new CheckConstraint(name, attributes, expressions.expression(context.expression()), place);
    }

    static ConstraintAttributes attributes(List<ConstraintAttributeContext> contexts) {
        if (contexts.isEmpty()) {
            return ConstraintAttributes.NONE;
        }
        boolean deferrable = false;
        boolean deferred = false;
        boolean notValid = false;
        boolean noInherit = false;
        boolean notEnforced = false;
        for (ConstraintAttributeContext context : contexts) {
            deferrable |= context.DEFERRABLE() != null && context.NOT() == null;
            deferred |= context.DEFERRED() != null;
            notValid |= context.VALID() != null;
            noInherit |= context.INHERIT() != null;
            notEnforced |= context.ENFORCED() != null && context.NOT() != null;
        }
        return new ConstraintAttributes(deferrable || deferred, deferred, notValid, noInherit, notEnforced);
    }

    private static Constraint references(
            @Nullable Identifier name,
            ConstraintAttributes attributes,
            List<Identifier> columns,
            ReferencesContext context,
            Place place) {
        String onDelete = null;
        String onUpdate = null;
        for (ReferentialActionContext action : context.referentialAction()) {
            if (action.DELETE() != null) {
                onDelete = action(action);
            } else {
                onUpdate = action(action);
            }
        }
        return new ForeignKeyConstraint(
                name,
                attributes,
                columns,
                NameBuilder.qualified(context.qualifiedName()),
                columns(context.periodColumns()),
                onDelete,
                onUpdate,
                place);
    }

    private static String action(ReferentialActionContext context) {
        if (context.SET() != null) {
            return context.NULL() == null ? "SET DEFAULT" : "SET NULL";
        }
        return context.NO() == null ? context.getStop().getText().toUpperCase(Locale.ROOT) : "NO ACTION";
    }

    private static List<Identifier> columns(@Nullable PeriodColumnsContext context) {
        if (context == null) {
            return List.of();
        }
        List<Identifier> columns = new ArrayList<>(NameBuilder.identifiers(context.identifierList()));
        if (context.identifier() != null) {
            columns.add(NameBuilder.identifier(context.identifier()));
        }
        return List.copyOf(columns);
    }

    private static List<Identifier> include(@Nullable IndexParametersContext context) {
        return context == null ? List.of() : NameBuilder.columns(context.columnList());
    }

    static boolean isNotDistinct(@Nullable NullsDistinctContext context) {
        return context != null && context.NOT() != null;
    }
}
