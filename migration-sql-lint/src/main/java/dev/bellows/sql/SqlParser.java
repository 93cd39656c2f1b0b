package dev.bellows.sql;

import dev.bellows.sql.grammar.SqlTokens;
import dev.bellows.sql.grammar.StatementBuilder;
import dev.bellows.sql.grammar.StatementParser;
import dev.bellows.sql.grammar.SyntaxProblem;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.Statement;

/** Understands the statements that a {@link Splitter} finds, one at a time, as one major release of PostgreSQL does. */
public final class SqlParser {
    /** The oldest major release whose syntax is known. */
    public static final int OLDEST = 14;

    /** The newest one. */
    public static final int NEWEST = 18;

    private static final StatementText SHORTEST =
            new StatementText(1, new Span(0, 8, 1, 1), "SELECT 1", new TransactionUse.Inside(false));

    private final int major;

    /**
     * A parser.
     *
     * @param major the major release that the statements are for, from {@link #OLDEST} to {@link #NEWEST}
     */
    public SqlParser(int major) {
        if (major < OLDEST || major > NEWEST) {
            throw new IllegalArgumentException("PostgreSQL " + OLDEST + " to " + NEWEST + " are known, not " + major);
        }
        this.major = major;
    }

    /**
     * Makes the parser ready on a thread of its own, which takes longer than to parse a usual script: for programs that will parse
     * soon, and have something else to do first. Nothing has to wait for it.
     */
    public static void prepare() {
        Thread thread = new Thread(() -> new SqlParser(NEWEST).parse("", SHORTEST), "bellows-preparing");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * What a statement says.
     *
     * @param script the name that errors carry
     * @throws SqlSyntaxException when PostgreSQL's parser would refuse it, or it is larger than any person writes: half a
     *     million words and signs, or some two hundred levels of parentheses
     */
    public Statement parse(String script, StatementText statement) {
        try {
            SqlTokens tokens = ParserTokens.of(statement.text());
            return StatementBuilder.build(StatementParser.parse(tokens, major));
        } catch (SyntaxProblem e) {
            Span span = statement.spanOf(new Place(e.offset(), e.offset()));
            throw new SqlSyntaxException(script, span.line(), span.column(), e.problem());
        }
    }
}
