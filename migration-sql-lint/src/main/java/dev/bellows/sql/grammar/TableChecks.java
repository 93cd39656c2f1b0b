package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.ColumnConstraintBodyContext;
import dev.bellows.sql.grammar.PostgresParser.ColumnConstraintContext;
import dev.bellows.sql.grammar.PostgresParser.ColumnContext;
import dev.bellows.sql.grammar.PostgresParser.ColumnNumberContext;
import dev.bellows.sql.grammar.PostgresParser.CreateForeignTableContext;
import dev.bellows.sql.grammar.PostgresParser.CreateTableContext;
import dev.bellows.sql.grammar.PostgresParser.CreateViewContext;
import dev.bellows.sql.grammar.PostgresParser.HashBoundContext;
import dev.bellows.sql.grammar.PostgresParser.PartitionBoundContext;
import dev.bellows.sql.grammar.PostgresParser.PartitionByContext;
import dev.bellows.sql.grammar.PostgresParser.TableElementContext;
import dev.bellows.sql.grammar.PostgresParser.TableElementsContext;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.jspecify.annotations.Nullable;

/** What the definition of a table or a view must be beyond the grammar. */
final class TableChecks {
    private static final int MOST_COLUMNS = 32_767;

    private TableChecks() {}

    static void createTable(CreateTableContext context) {
        TableElementsContext elements = context.tableElements();
        if (context.OF() != null) {
            notEmpty(elements);
            eachColumn(elements, true);
        } else if (context.tableSource() == null) {
            eachColumn(elements, false);
        } else {
            createTableAs(context, elements);
        }
    }

    private static void createTableAs(CreateTableContext context, @Nullable TableElementsContext elements) {
        notEmpty(elements);
        eachColumn(elements, true);
        for (TableElementContext element :
                elements == null ? List.<TableElementContext>of() : elements.tableElement()) {
            if (element.column() == null || element.column().getChildCount() != 1) {
                throw SyntaxProblem.at(
                        element.getStart(),
                        "CREATE TABLE AS takes names of columns only; their types come from the query.");
            }
        }
        if (context.inherits() != null || context.partitionBy() != null) {
            throw SyntaxProblem.at(
                    context.tableSource().getStart(),
                    "CREATE TABLE AS goes neither with INHERITS nor with PARTITION BY.");
        }
    }

    private static void notEmpty(@Nullable TableElementsContext elements) {
        if (elements != null && elements.tableElement().isEmpty()) {
            throw QueryChecks.unexpected(elements.getStop());
        }
    }

    static void foreignTable(CreateForeignTableContext context) {
        if (context.PARTITION() != null) {
            notEmpty(context.tableElements());
        }
        eachColumn(context.tableElements(), context.PARTITION() != null);
    }

    private static void eachColumn(@Nullable TableElementsContext elements, boolean withoutType) {
        if (elements == null) {
            return;
        }
        for (TableElementContext element : elements.tableElement()) {
            ColumnContext column = element.column();
            if (column != null && (column.typeName() == null) != withoutType) {
                throw SyntaxProblem.at(
                        column.getStart(),
                        withoutType
                                ? "The column cannot have a type here: it comes from the other table or the query."
                                : "The column has no type.");
            }
            if (withoutType && element.LIKE() != null) {
                throw QueryChecks.unexpected(element.getStart());
            }
        }
    }

    static void hasType(ColumnContext context) {
        if (context.typeName() == null) {
            throw SyntaxProblem.at(context.getStart(), "The column has no type.");
        }
    }

    static void column(ColumnContext context) {
        oneCollation(context.columnConstraint());
    }

    static void oneCollation(List<ColumnConstraintContext> constraints) {
        Token collate = null;
        for (ColumnConstraintContext constraint : constraints) {
            if (constraint.COLLATE() != null) {
                if (collate != null) {
                    throw SyntaxProblem.at(constraint.getStart(), "A column has only one COLLATE.");
                }
                collate = constraint.getStart();
            }
        }
    }

    /** Only a constraint of the table has INCLUDE. */
    static void withoutInclude(ColumnConstraintBodyContext context) {
        if (context.indexParameters().columnList() != null) {
            throw QueryChecks.unexpected(context.indexParameters().getStart());
        }
    }

    static void generated(ColumnConstraintBodyContext context) {
        if (context.generatedExpression() != null && context.generatedWhen().ALWAYS() == null) {
            throw SyntaxProblem.at(context.getStart(), "A column that is computed from others is GENERATED ALWAYS.");
        }
    }

    static void partitionBy(PartitionByContext context) {
        switch (context.identifier().getText().toLowerCase(Locale.ROOT)) {
            case "range", "list", "hash" -> {}
            default ->
                throw SyntaxProblem.at(
                        context.identifier().getStart(), "A table is partitioned by RANGE, LIST or HASH.");
        }
    }

    /** WITH (MODULUS m, REMAINDER r), in any order. */
    static void hashBounds(PartitionBoundContext context) {
        Set<String> words = new HashSet<>();
        for (HashBoundContext bound : context.hashBound()) {
            String word = bound.nonReservedWord().getText().toLowerCase(Locale.ROOT);
            if ((!word.equals("modulus") && !word.equals("remainder")) || !words.add(word)) {
                throw badHashBound(bound);
            }
        }
        if (words.size() < 2) {
            throw badHashBound(context);
        }
    }

    private static SyntaxProblem badHashBound(ParserRuleContext context) {
        return SyntaxProblem.at(context.getStart(), "The bound of a hash partition is one MODULUS and one REMAINDER.");
    }

    static void columnNumber(ColumnNumberContext context) {
        String number = context.INTEGER().getText();
        if (number.length() > 5
                || !number.chars().allMatch(Character::isDigit)
                || Integer.parseInt(number) < 1
                || Integer.parseInt(number) > MOST_COLUMNS) {
            throw SyntaxProblem.at(
                    context.INTEGER().getSymbol(), "The number of a column is from 1 to " + MOST_COLUMNS + ".");
        }
    }

    static void view(CreateViewContext context) {
        if (context.RECURSIVE() != null && context.CHECK() != null) {
            throw SyntaxProblem.at(context.CHECK().getSymbol(), "A recursive view cannot have a CHECK OPTION.");
        }
    }
}
