package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.List;

/** Indexes, views, sequences. */
final class RelationBuilder {
    private final ExpressionBuilder expressions;
    private final AlterTableBuilder alterTables;
    private final QueryBuilder queries;

    RelationBuilder(ExpressionBuilder expressions, AlterTableBuilder alterTables, QueryBuilder queries) {
        this.expressions = expressions;
        this.alterTables = alterTables;
        this.queries = queries;
    }

    Statement create(CreateIndexContext context, Place place) {
        // The names are that of the index and that of the access method; either may be missing.
        List<IdentifierContext> names = context.identifier();
        boolean method = context.USING() != null;
        boolean name = names.size() > (method ? 1 : 0);
        int included = context.INCLUDE() == null ? context.indexElement().size() : keys(context);
        List<IndexElement> elements = expressions.indexElements(context.indexElement());
        return new CreateIndex(
                context.UNIQUE() != null,
                context.CONCURRENTLY() == null ? null : NameBuilder.place((SqlToken) context.CONCURRENTLY()),
                context.ifNotExists() == null ? null : NameBuilder.place(context.ifNotExists()),
                name ? NameBuilder.identifier(names.get(0)) : null,
                NameBuilder.relation(context.relation()),
                method ? NameBuilder.identifier(names.get(names.size() - 1)) : null,
                elements.subList(0, included),
                elements.subList(included, elements.size()),
                ConstraintBuilder.isNotDistinct(context.nullsDistinct()),
                NameBuilder.options(context.storageParameters()),
                context.tablespace() == null
                        ? null
                        : NameBuilder.identifier(context.tablespace().identifier()),
                queries.where(context.where()),
                place);
    }

    /** How many elements stand before INCLUDE. */
    private static int keys(CreateIndexContext context) {
        int include = ((SqlToken) context.INCLUDE()).start();
        return (int) context.indexElement().stream()
                .filter(element -> element.getStart().getStartIndex() < include)
                .count();
    }

    Statement create(CreateViewContext context, boolean replace, Place place) {
        return new CreateView(
                replace,
                NameBuilder.persistence(context.persistence()),
                context.RECURSIVE() != null,
                NameBuilder.qualified(context.qualifiedName()),
                NameBuilder.columns(context.columnList()),
                NameBuilder.options(context.storageParameters()),
                queries.query(context.query()),
                context.CHECK() != null,
                place);
    }

    Statement create(CreateMaterializedViewContext context, Place place) {
        return new CreateMaterializedView(
                context.ifNotExists() != null,
                NameBuilder.qualified(context.qualifiedName()),
                NameBuilder.columns(context.columnList()),
                queries.query(context.query()),
                TableBuilder.isWithData(context.withData()),
                place);
    }

    static Statement refresh(RefreshMaterializedViewContext context) {
        return new RefreshMaterializedView(
                context.CONCURRENTLY() != null,
                NameBuilder.qualified(context.qualifiedName()),
                TableBuilder.isWithData(context.withData()),
                NameBuilder.place(context));
    }

    static Statement create(CreateSequenceContext context, Place place) {
        return new CreateSequence(
                NameBuilder.persistence(context.persistence()),
                context.ifNotExists() != null,
                NameBuilder.qualified(context.qualifiedName()),
                SequenceOptionBuilder.options(context.sequenceOption()),
                place);
    }

    Statement alter(AlterSequenceContext context, Place place) {
        boolean ifExists = context.ifExists() != null;
        Relation sequence = NameBuilder.relation(context.qualifiedName());
        if (context.RENAME() != null) {
            return AlterTableBuilder.rename(
                    ObjectKind.SEQUENCE, ifExists, sequence.name(), context.identifier(), place);
        } else if (context.SCHEMA() != null) {
            return AlterTableBuilder.setSchema(
                    ObjectKind.SEQUENCE, ifExists, sequence.name(), context.identifier(0), place);
        } else if (!context.sequenceOption().isEmpty()) {
            return new AlterSequence(
                    ifExists, sequence.name(), SequenceOptionBuilder.options(context.sequenceOption()), place);
        }
        return alterTables.alter(ObjectKind.SEQUENCE, ifExists, sequence, context.alterTableAction(), place);
    }
}
