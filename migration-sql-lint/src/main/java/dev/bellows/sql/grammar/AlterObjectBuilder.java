package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.*;
import dev.bellows.sql.tree.*;
import java.util.Map;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** What nearly every kind of object can suffer, and what is written the same for all: a new name, owner or schema. */
final class AlterObjectBuilder {
    /** The kind of object of each rule whose kind does not depend on its words. */
    private static final Map<Integer, ObjectKind> KINDS = Map.ofEntries(
            Map.entry(PostgresParser.RULE_alterStatistics, ObjectKind.STATISTICS),
            Map.entry(PostgresParser.RULE_alterAggregate, ObjectKind.AGGREGATE),
            Map.entry(PostgresParser.RULE_alterTrigger, ObjectKind.TRIGGER),
            Map.entry(PostgresParser.RULE_alterEventTrigger, ObjectKind.EVENT_TRIGGER),
            Map.entry(PostgresParser.RULE_alterRule, ObjectKind.RULE),
            Map.entry(PostgresParser.RULE_alterPolicy, ObjectKind.POLICY),
            Map.entry(PostgresParser.RULE_alterType, ObjectKind.TYPE),
            Map.entry(PostgresParser.RULE_alterCollation, ObjectKind.COLLATION),
            Map.entry(PostgresParser.RULE_alterConversion, ObjectKind.CONVERSION),
            Map.entry(PostgresParser.RULE_alterLanguage, ObjectKind.LANGUAGE),
            Map.entry(PostgresParser.RULE_alterOperator, ObjectKind.OPERATOR),
            Map.entry(PostgresParser.RULE_alterOperatorClass, ObjectKind.OPERATOR_CLASS),
            Map.entry(PostgresParser.RULE_alterOperatorFamily, ObjectKind.OPERATOR_FAMILY),
            Map.entry(PostgresParser.RULE_alterLargeObject, ObjectKind.LARGE_OBJECT),
            Map.entry(PostgresParser.RULE_alterDatabase, ObjectKind.DATABASE),
            Map.entry(PostgresParser.RULE_alterTablespace, ObjectKind.TABLESPACE),
            Map.entry(PostgresParser.RULE_alterSchema, ObjectKind.SCHEMA),
            Map.entry(PostgresParser.RULE_alterExtension, ObjectKind.EXTENSION),
            Map.entry(PostgresParser.RULE_alterForeignDataWrapper, ObjectKind.FOREIGN_DATA_WRAPPER),
            Map.entry(PostgresParser.RULE_alterServer, ObjectKind.SERVER),
            Map.entry(PostgresParser.RULE_alterPublication, ObjectKind.PUBLICATION),
            Map.entry(PostgresParser.RULE_alterSubscription, ObjectKind.SUBSCRIPTION));

    private AlterObjectBuilder() {}

    static Statement alter(ParserRuleContext context, Place place) {
        if (endsWith(context, PostgresParser.RENAME, PostgresParser.TO)) {
            ObjectReference object = object(context);
            return new Rename(object.kind(), isIfExists(context), object, null, last(context), false, place);
        } else if (endsWith(context, PostgresParser.OWNER, PostgresParser.TO)) {
            return new ChangeOwner(object(context), last(context), place);
        } else if (endsWith(context, PostgresParser.SET, PostgresParser.SCHEMA)) {
            return new SetSchema(object(context), isIfExists(context), last(context), place);
        } else if (endsWith(context, PostgresParser.ON, PostgresParser.EXTENSION)) {
            boolean no = context.getToken(PostgresParser.NO, 0) != null;
            return new DependsOnExtension(object(context), no, last(context), place);
        }
        String kind = StatementBuilder.kind(context);
        if (context instanceof AlterTextSearchContext search) {
            kind += search.DICTIONARY() == null ? " CONFIGURATION" : " DICTIONARY";
        }
        return new Unrecognised(kind, place);
    }

    static Statement depends(
            ObjectKind kind, QualifiedName name, boolean no, IdentifierContext extension, Place place) {
        return new DependsOnExtension(
                ObjectBuilder.reference(kind, name), no, NameBuilder.identifier(extension), place);
    }

    /** Whether these two words stand before the last part. */
    private static boolean endsWith(ParserRuleContext context, int first, int second) {
        int count = context.getChildCount();
        return count > 3 && isToken(context.getChild(count - 3), first) && isToken(context.getChild(count - 2), second);
    }

    private static boolean isToken(ParseTree child, int type) {
        return child instanceof TerminalNode token && token.getSymbol().getType() == type;
    }

    private static Identifier last(ParserRuleContext context) {
        return NameBuilder.identifier((ParserRuleContext) context.getChild(context.getChildCount() - 1));
    }

    private static boolean isIfExists(ParserRuleContext context) {
        return context.getRuleContext(IfExistsContext.class, 0) != null;
    }

    private static ObjectReference object(ParserRuleContext context) {
        if (context instanceof AlterRoutineContext routine) {
            return ObjectBuilder.routine(ObjectBuilder.routineKind(routine), routine.routine());
        } else if (context instanceof AlterAggregateContext aggregate) {
            return ObjectBuilder.aggregate(aggregate.aggregate());
        } else if (context instanceof AlterOperatorContext operator) {
            return ObjectBuilder.operator(operator.operatorWithOperands());
        } else if (context instanceof AlterLargeObjectContext large) {
            return ObjectBuilder.reference(ObjectKind.LARGE_OBJECT, large.signedNumber());
        } else if (context instanceof AlterTextSearchContext search) {
            ObjectKind kind = search.textSearchKind() == null
                    ? ObjectKind.TEXT_SEARCH_CONFIGURATION
                    : ObjectKind.valueOf("TEXT_SEARCH_" + NameBuilder.words(search.textSearchKind()));
            return ObjectBuilder.reference(kind, NameBuilder.qualified(search.qualifiedName()));
        }
        return named(context);
    }

    private static ObjectReference named(ParserRuleContext context) {
        ObjectKind kind = KINDS.getOrDefault(context.getRuleIndex(), ObjectKind.OWNED);
        @Nullable QualifiedNameContext qualified = context.getRuleContext(QualifiedNameContext.class, 0);
        IdentifierContext identifier = context.getRuleContext(IdentifierContext.class, 0);
        if (qualified == null) {
            return ObjectBuilder.reference(kind, identifier);
        }
        return switch (kind) {
            case TRIGGER, RULE, POLICY -> ObjectBuilder.ofTable(kind, identifier, qualified);
            case OPERATOR_CLASS, OPERATOR_FAMILY -> ObjectBuilder.ofMethod(kind, qualified, identifier);
            default -> ObjectBuilder.reference(kind, NameBuilder.qualified(qualified));
        };
    }
}
