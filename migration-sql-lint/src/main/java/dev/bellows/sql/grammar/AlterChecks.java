package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.AlterIndexContext;
import dev.bellows.sql.grammar.PostgresParser.AlterMaterializedViewContext;
import dev.bellows.sql.grammar.PostgresParser.AlterPolicyContext;
import dev.bellows.sql.grammar.PostgresParser.AlterStatisticsContext;
import dev.bellows.sql.grammar.PostgresParser.AlterTextSearchContext;
import dev.bellows.sql.grammar.PostgresParser.DropContext;
import dev.bellows.sql.grammar.PostgresParser.DropNamedContext;
import dev.bellows.sql.grammar.PostgresParser.DroppableContext;
import dev.bellows.sql.grammar.PostgresParser.IfExistsContext;
import dev.bellows.sql.grammar.PostgresParser.ObjectContext;
import dev.bellows.sql.grammar.PostgresParser.QualifiedNameContext;
import dev.bellows.sql.grammar.PostgresParser.SecurityLabelContext;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** What statements about objects that are there must be beyond the grammar: not every kind can do what others can. */
final class AlterChecks {
    private AlterChecks() {}

    static void alter(AlterIndexContext context) {
        withoutIfExists(context.ifExists(), context.DEPENDS());
        withoutIfExists(context.ifExists(), context.ATTACH());
    }

    static void alter(AlterMaterializedViewContext context) {
        withoutIfExists(context.ifExists(), context.DEPENDS());
    }

    static void alter(AlterStatisticsContext context) {
        if (context.STATISTICS().size() == 1) {
            withoutIfExists(context.ifExists(), (TerminalNode) context.getChild(3));
        }
    }

    static void alter(AlterPolicyContext context) {
        if (context.RENAME() == null) {
            withoutIfExists(context.ifExists(), context.ON());
        }
    }

    /** IF EXISTS goes with some forms of a statement and not with others. */
    private static void withoutIfExists(@Nullable IfExistsContext ifExists, @Nullable TerminalNode form) {
        if (ifExists != null && form != null) {
            throw SyntaxProblem.at(ifExists.getStart(), "This form of the statement knows no IF EXISTS.");
        }
    }

    static void alter(AlterTextSearchContext context) {
        if (context.OWNER() != null
                && (context.textSearchKind().PARSER() != null
                        || context.textSearchKind().TEMPLATE() != null)) {
            throw SyntaxProblem.at(context.OWNER().getSymbol(), "A text search parser or template has no owner.");
        }
    }

    static void drop(DropContext context) {
        if (context instanceof DropNamedContext named && !isInSchema(named.droppable())) {
            named.qualifiedNameList().qualifiedName().forEach(AlterChecks::oneWord);
        }
    }

    static void object(ObjectContext context) {
        DroppableContext kind = context.droppable();
        boolean inSchema = kind == null ? context.INDEX() != null || context.COLUMN() != null : isInSchema(kind);
        if (!inSchema) {
            oneWord(context.qualifiedName());
        }
    }

    /** Kinds whose names have no schema before them: https://www.postgresql.org/docs/18/sql-comment.html */
    private static boolean isInSchema(DroppableContext context) {
        return context.METHOD() == null
                && context.EVENT() == null
                && context.EXTENSION() == null
                && context.WRAPPER() == null
                && context.LANGUAGE() == null
                && context.PUBLICATION() == null
                && context.SCHEMA() == null
                && context.SERVER() == null;
    }

    private static void oneWord(QualifiedNameContext name) {
        if (name.getChildCount() > 1) {
            throw SyntaxProblem.at(
                    name.getStart(), "The name of an object of this kind is one word, without a schema.");
        }
    }

    /** https://www.postgresql.org/docs/18/sql-security-label.html */
    static void label(SecurityLabelContext context) {
        ObjectContext object = context.object();
        boolean without = object.CONSTRAINT() != null
                || object.POLICY() != null
                || object.RULE() != null
                || object.TRIGGER() != null
                || object.OPERATOR_WORD() != null
                || object.CAST() != null
                || object.TRANSFORM() != null;
        if (without) {
            throw SyntaxProblem.at(object.getStart(), "An object of this kind has no security label.");
        }
    }
}
