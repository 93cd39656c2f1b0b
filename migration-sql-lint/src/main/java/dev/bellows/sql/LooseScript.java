package dev.bellows.sql;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that can be read of a script, in one pass: what is wrong at one place hides nothing of what stands elsewhere.
 *
 * @param directives those that could be understood
 * @param phaseLine the line of the directive that says the phase; 0 where none does
 * @param statements in their order
 * @param problems lines of psql, what is never closed, directives that cannot be understood
 */
public record LooseScript(
        Directives directives, int phaseLine, List<StatementText> statements, List<Problem> problems) {
    /**
     * What cannot be read.
     *
     * @param line from 1
     * @param column from 1, in code points
     * @param directive whether it is a directive
     * @param text what is wrong and what to do
     */
    public record Problem(int line, int column, boolean directive, String text) {}

    public LooseScript {
        statements = List.copyOf(statements);
        problems = List.copyOf(problems);
    }

    /**
     * Reads a script.
     *
     * @param tagPrefix what stands before the colon in a directive, {@code bellows} by default
     */
    public static LooseScript of(String scriptName, String text, String tagPrefix) {
        List<Problem> problems = new ArrayList<>();
        String readable = text;
        while (true) {
            DirectiveReader directives = new DirectiveReader(scriptName, tagPrefix);
            List<StatementText> statements = new ArrayList<>();
            @Nullable SqlSyntaxException stop = read(scriptName, readable, directives, statements);
            if (stop != null) {
                problems.add(new Problem(stop.line(), stop.column(), false, stop.problem()));
                @Nullable String without = withoutPsqlLine(readable, stop.line());
                if (without != null) {
                    readable = without;
                    continue;
                }
            }
            directives.problems().forEach(each -> problems.add(new Problem(each.line(), 1, true, each.problem())));
            return new LooseScript(directives.understood(), directives.lineOfPhase(), statements, problems);
        }
    }

    private static @Nullable SqlSyntaxException read(
            String scriptName, String text, DirectiveReader directives, List<StatementText> statements) {
        StringReader reader = new StringReader(text);
        try (Splitter splitter = new Splitter(scriptName, reader, Splitter.LONGEST_STATEMENT, directives)) {
            for (StatementText next = splitter.next(); next != null; next = splitter.next()) {
                statements.add(next);
            }
            return null;
        } catch (SqlSyntaxException e) {
            return e;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text with blanks in place of a line that is a command of psql; null when the line is something else. */
    private static @Nullable String withoutPsqlLine(String text, int line) {
        int start = 0;
        for (int at = 1; at < line; at++) {
            start = text.indexOf('\n', start) + 1;
        }
        int end = text.indexOf('\n', start);
        end = end < 0 ? text.length() : end;
        String content = text.substring(start, end);
        int command = content.indexOf('\\');
        int quote = content.indexOf('\'');
        if (command < 0 || (quote >= 0 && quote < command)) {
            return null;
        }
        int from = start + command;
        return text.substring(0, from) + ";" + " ".repeat(end - from - 1) + text.substring(end);
    }
}
