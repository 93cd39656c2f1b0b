package dev.bellows.lint;

import dev.bellows.sql.LooseScript;
import dev.bellows.sql.SqlParser;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A script taken apart into its statements, and these understood: all that needs nothing of the scripts before it. */
final class ScriptReading {
    /** The text of a script that is understood before its statements are asked for; it takes some thirty times as much memory. */
    private static final int AHEAD = 1 << 16;

    /** What an empty script takes in memory, in characters of a script that is understood. */
    private static final int ITSELF = 100;

    private final String name;
    private final LooseScript script;
    private final SqlParser parser;
    private final int major;
    private final List<@Nullable Statement> statements = new ArrayList<>();
    private long length;

    ScriptReading(LintScript script, LintSettings settings) {
        this.name = script.name();
        this.script = new LooseScript(name, script.text(), settings.tagPrefix());
        this.major = settings.major();
        this.parser = new SqlParser(major);
        this.script.statements(this::understand);
    }

    private void understand(StatementText text, @Nullable Statement newest) {
        length += text.text().length();
        if (length <= AHEAD) {
            try {
                boolean known = newest != null && major == SqlParser.NEWEST;
                statements.add(known ? newest : parser.parse(name, text));
            } catch (SqlSyntaxException e) {
                // Whoever asks for it is told.
                statements.add(null);
            }
        }
    }

    /** How much text it has understood, in characters, and somewhat more: a script takes memory for itself too. */
    long size() {
        return length + ITSELF;
    }

    LooseScript script() {
        return script;
    }

    SqlParser parser() {
        return parser;
    }

    /**
     * What a statement of the script says.
     *
     * @throws SqlSyntaxException when PostgreSQL's parser would refuse it
     */
    Statement statement(StatementText text) {
        int index = text.number() - 1;
        @Nullable Statement ready = index < statements.size() ? statements.get(index) : null;
        return ready != null ? ready : parser.parse(name, text);
    }
}
