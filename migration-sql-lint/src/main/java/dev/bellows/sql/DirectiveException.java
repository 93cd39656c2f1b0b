package dev.bellows.sql;

import java.util.List;

/** A directive that cannot be understood or stands where it has no meaning. */
public final class DirectiveException extends RuntimeException {
    private final String script;
    private final int line;
    private final String problem;

    /**
     * A problem with the directive on a line of a script.
     *
     * @param script the script's name
     * @param line the line of the directive, from 1
     * @param problem what is wrong and what to do, as sentences without the place
     */
    public DirectiveException(String script, int line, String problem) {
        super(script + ":" + line + ": " + problem);
        this.script = script;
        this.line = line;
        this.problem = problem;
    }

    /**
     * Several problems of one script, as one: that of the first line, and the others after it, each with its line.
     *
     * @param problems at least one, in the order of their lines
     */
    static DirectiveException of(List<DirectiveException> problems) {
        DirectiveException first = problems.get(0);
        if (problems.size() == 1) {
            return first;
        }
        StringBuilder all = new StringBuilder(first.problem);
        problems.stream()
                .skip(1)
                .forEach(other ->
                        all.append("\nLine ").append(other.line).append(": ").append(other.problem));
        return new DirectiveException(first.script, first.line, all.toString());
    }

    /** The script's name. */
    public String script() {
        return script;
    }

    /** The line of the directive, from 1. */
    public int line() {
        return line;
    }

    /** What is wrong and what to do, without the place. */
    public String problem() {
        return problem;
    }
}
