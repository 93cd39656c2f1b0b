package dev.bellows.sql.grammar;

/** What is wrong with a statement, and where in its text. Costs no stack trace, since it is answered with a place of the script. */
public final class SyntaxProblem extends RuntimeException {
    private final int offset;
    private final String problem;

    /** A problem at an offset of the statement. */
    public SyntaxProblem(int offset, String message) {
        super(message, null, false, false);
        this.offset = offset;
        this.problem = message;
    }

    /** A problem at a token. */
    static SyntaxProblem at(org.antlr.v4.runtime.Token token, String message) {
        return new SyntaxProblem(token.getStartIndex(), message);
    }

    /** What is wrong and what to do, without the place. */
    public String problem() {
        return problem;
    }

    /** The offset of the place in the statement. */
    public int offset() {
        return offset;
    }
}
