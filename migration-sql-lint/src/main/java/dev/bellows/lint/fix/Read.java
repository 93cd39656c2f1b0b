package dev.bellows.lint.fix;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintSettings;
import dev.bellows.sql.LooseScript;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.Statement;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A script with the statements that could be read.
 *
 * @param text all of it, without a byte order mark
 * @param broken whether something in it could not be read
 */
record Read(LintScript script, String text, LooseScript loose, List<Parsed> statements, boolean broken) {
    /** A statement and its text. */
    record Parsed(StatementText text, Statement statement) {
        int start() {
            return (int) text.span().start();
        }

        int end() {
            return (int) text.span().end();
        }

        boolean holds(Finding finding) {
            return finding.span().start() >= start() && finding.span().start() < end();
        }
    }

    static Read of(LintScript script, LintSettings settings) {
        LooseScript loose = new LooseScript(script.name(), script.text(), settings.tagPrefix());
        SqlParser parser = new SqlParser(settings.major());
        List<Parsed> statements = new ArrayList<>();
        boolean[] broken = {!loose.problems().isEmpty()};
        loose.statements(text -> {
            try {
                statements.add(new Parsed(text, parser.parse(script.name(), text)));
            } catch (SqlSyntaxException e) {
                broken[0] = true;
            }
        });
        return new Read(script, whole(script.text()), loose, List.copyOf(statements), broken[0]);
    }

    static String whole(LooseScript.Text text) {
        try (Reader reader = text.open()) {
            StringWriter all = new StringWriter();
            reader.transferTo(all);
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The statement where something was found; empty where it is about the whole file. */
    Optional<Parsed> statement(Finding finding) {
        return statements.stream().filter(each -> each.holds(finding)).findFirst();
    }

    /**
     * Where the comment begins that stands right above a statement and is about it; the statement's own start where there is
     * none. Above the first one, comments and directives are about the file.
     */
    int commentStart(Parsed parsed) {
        int start = text.lastIndexOf('\n', parsed.start() - 1) + 1;
        if (parsed.text().number() == 1
                || !text.substring(start, parsed.start()).isBlank()) {
            return parsed.start();
        }
        int from = parsed.start();
        while (start > 0) {
            int above = text.lastIndexOf('\n', start - 2) + 1;
            if (!text.substring(above, start).stripLeading().startsWith("--")) {
                break;
            }
            from = above;
            start = above;
        }
        return from;
    }
}
