package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.CopyContext;
import dev.bellows.sql.grammar.PostgresParser.CreatePolicyContext;
import dev.bellows.sql.grammar.PostgresParser.CreateSchemaContext;
import dev.bellows.sql.grammar.PostgresParser.CreateTableContext;
import dev.bellows.sql.grammar.PostgresParser.CreateTriggerContext;
import dev.bellows.sql.grammar.PostgresParser.ExplainableContext;
import dev.bellows.sql.grammar.PostgresParser.PublicationObjectContext;
import dev.bellows.sql.grammar.PostgresParser.PublicationObjectsContext;
import dev.bellows.sql.grammar.PostgresParser.RelationContext;
import dev.bellows.sql.grammar.PostgresParser.SchemaElementContext;
import dev.bellows.sql.grammar.PostgresParser.TriggerEventContext;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** What other statements must be beyond the grammar. */
final class ObjectChecks {
    private ObjectChecks() {}

    static void trigger(CreateTriggerContext context) {
        Set<String> events = new HashSet<>();
        for (TriggerEventContext event : context.triggerEvent()) {
            if (!events.add(event.getStart().getText().toLowerCase(Locale.ROOT))) {
                throw SyntaxProblem.at(event.getStart(), "A trigger names each event once.");
            }
        }
        if (context.CONSTRAINT() == null) {
            if (!context.constraintAttribute().isEmpty()) {
                throw SyntaxProblem.at(
                        context.constraintAttribute(0).getStart(), "Only a CONSTRAINT TRIGGER can be deferred.");
            }
            if (context.FROM() != null) {
                throw SyntaxProblem.at(
                        context.FROM().getSymbol(), "Only a CONSTRAINT TRIGGER can name a second table.");
            }
        } else if (context.REFERENCING() != null) {
            throw SyntaxProblem.at(
                    context.REFERENCING().getSymbol(), "A CONSTRAINT TRIGGER sees single rows, no transition tables.");
        } else if (context.AFTER() == null || context.EACH() == null || context.ROW() == null) {
            throw SyntaxProblem.at(context.getStart(), "A CONSTRAINT TRIGGER is AFTER, FOR EACH ROW.");
        }
        ConstraintChecks.trigger(context.constraintAttribute());
    }

    static void policyKind(CreatePolicyContext context) {
        String kind = context.nonReservedWord().getText().toLowerCase(Locale.ROOT);
        if (!kind.equals("permissive") && !kind.equals("restrictive")) {
            throw SyntaxProblem.at(context.nonReservedWord().getStart(), "A policy is PERMISSIVE or RESTRICTIVE.");
        }
    }

    static void schema(CreateSchemaContext context) {
        for (SchemaElementContext element : context.schemaElement()) {
            if (context.ifNotExists() != null) {
                throw SyntaxProblem.at(
                        element.getStart(), "CREATE SCHEMA IF NOT EXISTS cannot include other statements.");
            }
            CreateTableContext table = element.createTable();
            if (table != null && table.tableSource() != null) {
                throw SyntaxProblem.at(table.tableSource().getStart(), "CREATE SCHEMA cannot include CREATE TABLE AS.");
            }
        }
    }

    /** What EXPLAIN can explain: a table only when a query fills it. */
    static void explain(ExplainableContext context) {
        CreateTableContext table = context.createTable();
        if (table != null && table.tableSource() == null) {
            throw SyntaxProblem.at(table.getStart(), "EXPLAIN CREATE TABLE needs AS and a query.");
        }
    }

    static void copy(CopyContext context) {
        if (context.TO() != null && context.where() != null) {
            throw SyntaxProblem.at(
                    context.where().getStart(), "COPY … TO takes no WHERE. Copy a query instead: COPY (SELECT …) TO.");
        }
        if (context.PROGRAM() != null && context.copyPlace().string() == null) {
            throw SyntaxProblem.at(context.copyPlace().getStart(), "PROGRAM takes a command as a string.");
        }
    }

    /** Without its first words, an object is of the kind of the one before it. */
    static void publicationObjects(PublicationObjectsContext context) {
        boolean schemas = false;
        boolean first = true;
        for (PublicationObjectContext object : context.publicationObject()) {
            if (object.TABLE() != null) {
                schemas = false;
            } else if (object.TABLES() != null) {
                schemas = true;
            } else if (first) {
                throw SyntaxProblem.at(object.getStart(), "Say which kind it is: TABLE or TABLES IN SCHEMA.");
            } else if (schemas) {
                schema(object);
            } else if (object.CURRENT_SCHEMA() != null) {
                throw SyntaxProblem.at(object.getStart(), "CURRENT_SCHEMA is not a table.");
            }
            first = false;
        }
    }

    private static void schema(PublicationObjectContext object) {
        RelationContext relation = object.relation();
        if (object.publishedColumns() != null
                || object.publicationFilter() != null
                || (relation != null
                        && (relation.getChildCount() > 1
                                || relation.qualifiedName().getChildCount() > 1))) {
            throw SyntaxProblem.at(object.getStart(), "A schema is one name, without columns and without WHERE.");
        }
    }
}
