package dev.bellows.lint;

import dev.bellows.schema.Schema;
import dev.bellows.sql.LooseScript;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.Tokens;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A script taken apart into its statements, and these understood: all that needs nothing of the scripts before it. */
final class ScriptReading {
    /** The text of a script that is understood before its statements are asked for; it takes some thirty times as much memory. */
    private static final int AHEAD = 1 << 16;

    /** What an empty script takes in memory, in characters of a script that is understood. */
    private static final int ITSELF = 100;

    private final LooseScript script;
    private final String name;
    private final String tagPrefix;
    private final SqlParser parser;
    private final boolean newest;
    private final List<Read> ready = new ArrayList<>();
    private long length;

    /**
     * A statement of the script.
     *
     * @param understood it; where PostgreSQL's parser would refuse it, what stands behind a parenthesis that it does not close
     * @param problem why that would refuse it; null where it would not
     */
    record Read(
            StatementText text,
            List<Understood> understood,
            @Nullable SqlSyntaxException problem) {}

    ScriptReading(LintScript script, LintSettings settings) {
        this.name = script.name();
        this.tagPrefix = settings.tagPrefix();
        this.script = new LooseScript(name, script.text(), tagPrefix);
        this.newest = settings.major() == SqlParser.NEWEST;
        this.parser = new SqlParser(settings.major());
        this.script.statements((text, says) -> {
            length += text.text().length();
            if (length <= AHEAD) {
                ready.add(read(text, says));
            }
        });
    }

    /** How much text it has understood, in characters, and somewhat more: a script takes memory for itself too. */
    long size() {
        return length + ITSELF;
    }

    LooseScript script() {
        return script;
    }

    /** Its statements, in their order. */
    void statements(Consumer<Read> to) {
        ready.forEach(to);
        if (ready.size() < script.count()) {
            script.statements((text, says) -> {
                if (text.number() > ready.size()) {
                    to.accept(read(text, says));
                }
            });
        }
    }

    /** What a statement of the script says; null where PostgreSQL's parser would refuse it. */
    @Nullable
    Statement says(StatementText text) {
        if (text.number() > ready.size()) {
            try {
                return parser.parse(name, text);
            } catch (SqlSyntaxException e) {
                return null;
            }
        }
        Read read = ready.get(text.number() - 1);
        return read.problem() == null ? read.understood().get(0).statement() : null;
    }

    /** Adds what its statements change to a schema. */
    void foldInto(Schema schema) {
        statements(read -> read.understood().forEach(each -> each.foldInto(schema)));
    }

    private Read read(StatementText text, @Nullable Statement says) {
        Passage passage = Passage.of(text);
        try {
            Statement statement = newest && says != null ? says : parser.parse(name, text);
            return new Read(text, List.of(Understood.of(statement, passage, parser)), null);
        } catch (SqlSyntaxException e) {
            List<Understood> hidden = new ArrayList<>();
            readOn(passage, hidden);
            return new Read(text, hidden, e);
        }
    }

    /** A parenthesis that is never closed must not hide the statements behind it. */
    private void readOn(Passage passage, List<Understood> to) {
        Tokens.behindOpenParenthesis(passage.text()).ifPresent(from -> {
            String rest = passage.text().substring(from);
            LooseScript hidden = new LooseScript(name, LooseScript.Text.of(rest), tagPrefix);
            hidden.statements(each -> hidden(
                    each, passage.inside(each.text(), from + (int) each.span().start()), to));
        });
    }

    private void hidden(StatementText text, Passage passage, List<Understood> to) {
        try {
            to.add(Understood.of(parser.parse(name, text), passage, parser));
        } catch (SqlSyntaxException e) {
            // The error before it is reported; what is one for itself shows when that is mended.
            readOn(passage, to);
        }
    }
}
