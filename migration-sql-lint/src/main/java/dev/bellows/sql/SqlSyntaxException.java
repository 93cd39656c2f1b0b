package dev.bellows.sql;

/** Text that cannot be taken apart into statements. */
public final class SqlSyntaxException extends RuntimeException {
    private final String script;
    private final int line;
    private final int column;
    private final String problem;

    /**
     * A problem at a place of a script.
     *
     * @param script the script's name
     * @param line the line, from 1
     * @param column the column, from 1, in code points
     * @param problem what is wrong and what to do, as sentences without the place
     */
    public SqlSyntaxException(String script, int line, int column, String problem) {
        super(script + ":" + line + ":" + column + ": " + problem);
        this.script = script;
        this.line = line;
        this.column = column;
        this.problem = problem;
    }

    /** The script's name. */
    public String script() {
        return script;
    }

    /** The line, from 1. */
    public int line() {
        return line;
    }

    /** The column, from 1, in code points. */
    public int column() {
        return column;
    }

    /** What is wrong and what to do, without the place. */
    public String problem() {
        return problem;
    }
}
