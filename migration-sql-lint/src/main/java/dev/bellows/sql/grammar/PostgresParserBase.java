package dev.bellows.sql.grammar;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** What the grammar's actions call, and a bound on the depth of the rules, since each of them is a frame on Java's stack. */
abstract class PostgresParserBase extends Parser {
    /** How many rules may be open at once: some two hundred nested parentheses, for which half a megabyte of stack is enough. */
    static final int DEEPEST = 1_600;

    /** The rules for expressions have so many alternatives that their frames are five times as large. */
    private static final int EXPRESSION = 5;

    private int depth;
    private int unusedEscapes;
    private @Nullable Token escape;
    private int since;
    private String sinceFeature = "";
    private @Nullable Token sinceToken;

    PostgresParserBase(TokenStream input) {
        super(input);
        // ANTLR's default listener prints to the console.
        removeErrorListeners();
    }

    @Override
    public void enterRule(ParserRuleContext context, int state, int ruleIndex) {
        enter(1);
        super.enterRule(context, state, ruleIndex);
    }

    @Override
    public void exitRule() {
        depth--;
        super.exitRule();
    }

    @Override
    public void enterRecursionRule(ParserRuleContext context, int state, int ruleIndex, int precedence) {
        enter(EXPRESSION);
        super.enterRecursionRule(context, state, ruleIndex, precedence);
    }

    @Override
    public void unrollRecursionContexts(ParserRuleContext parent) {
        depth -= EXPRESSION;
        super.unrollRecursionContexts(parent);
    }

    private void enter(int size) {
        depth += size;
        if (depth > DEEPEST) {
            throw SyntaxProblem.at(
                    getCurrentToken(),
                    "Parentheses, subqueries or operators are nested too deeply here. Split the statement.");
        }
    }

    @Override
    public TerminalNode createTerminalNode(ParserRuleContext parent, Token token) {
        SqlToken leaf = (SqlToken) token;
        leaf.setParent(parent);
        return leaf;
    }

    /** Notes that majors before this one do not know what was just read. */
    final void since(int major, String feature) {
        if (major > since) {
            since = major;
            sinceFeature = feature;
            sinceToken = _input.LT(-1);
        }
    }

    /** An ESCAPE was read; it belongs to a LIKE, or is an error. */
    final void escape(Token token) {
        unusedEscapes++;
        escape = token;
    }

    /** LIKE, ILIKE, SIMILAR: the last operand may be an ESCAPE. */
    final void escapeOf(ParseTree operand) {
        if (operand instanceof PostgresParser.EscapeExpressionContext) {
            unusedEscapes--;
        }
    }

    /** A query in FROM needs no name since 16; one in parentheses of its own has the name that stands behind the last of them. */
    final void subqueries(PostgresParser.TableReferenceContext context) {
        if (!context.join().isEmpty()) {
            subquery(context.tablePrimary());
            for (PostgresParser.JoinContext join : context.join()) {
                subquery(join.tablePrimary());
            }
        } else if (!(context.getParent() instanceof PostgresParser.ParenthesisedTableContext)) {
            subquery(context.tablePrimary());
        }
    }

    private void subquery(PostgresParser.@Nullable TablePrimaryContext context) {
        if (context != null
                && context.alias() == null
                && context.parenthesisedTable() != null
                && QueryChecks.isQuery(context.parenthesisedTable())) {
            since(16, "a subquery in FROM without a name");
        }
    }

    /** JSON_OBJECT with pairs is a constructor of 16; with plain arguments it is an old function. */
    final void jsonObject(PostgresParser.JsonFunctionContext context) {
        CallChecks.members(context);
        if (CallChecks.hasPairs(context)) {
            since(16, "JSON_OBJECT");
        }
    }

    /** GRANT role … WITH ADMIN OPTION is old; other options, and other ways to write it, came with 16. */
    final void roleGrantOption(PostgresParser.RoleGrantOptionContext context) {
        if (context.OPTION() == null || context.label().getStart().getType() != PostgresParser.ADMIN) {
            since(16, "this option of GRANT");
        }
    }

    /** REVOKE ADMIN OPTION FOR is old as well. */
    final void revokedOption(PostgresParser.IdentifierContext option) {
        if (option.getStart().getType() != PostgresParser.ADMIN) {
            since(16, "this option of REVOKE");
        }
    }

    /** With options in parentheses, the table came to be optional later. */
    final void clustered(PostgresParser.ClusterContext context) {
        if (context.utilityOptions() != null && context.qualifiedName() == null) {
            since(17, "CLUSTER (…) without a table");
        }
    }

    /** VACUUM ONLY t, ANALYZE t *. */
    final void vacuumed(PostgresParser.RelationContext context) {
        if (context.getChildCount() > 1) {
            since(18, "ONLY and * in VACUUM and ANALYZE");
        }
    }

    /** SET (a) of a type or an operator; with a value, each option is old. */
    final void changedOptions(PostgresParser.DefinitionContext context) {
        if (context.definitionItem().stream().anyMatch(item -> item.EQUALS() == null)) {
            since(17, "an option without a value here");
        }
    }

    /**
     * After the whole statement.
     *
     * @param major the server's major release
     * @throws SyntaxProblem when that major does not know a part of the statement
     */
    final void checkWhole(int major) {
        if (unusedEscapes != 0 && escape != null) {
            throw SyntaxProblem.at(escape, "ESCAPE belongs directly behind the pattern of LIKE, ILIKE or SIMILAR TO.");
        }
        if (since > major && sinceToken != null) {
            throw SyntaxProblem.at(
                    sinceToken,
                    "PostgreSQL " + major + " does not know " + sinceFeature + ", which came with " + since + ".");
        }
    }
}
