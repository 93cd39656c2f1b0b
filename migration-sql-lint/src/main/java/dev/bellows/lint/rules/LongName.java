package dev.bellows.lint.rules;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.Statement;
import java.nio.charset.StandardCharsets;

/** Names that PostgreSQL cuts. */
final class LongName implements Rule {
    private static final RuleInfo INFO = RuleInfo.style("long-name", "A name is longer than 63 bytes.")
            .why("""
                    PostgreSQL cuts names to 63 bytes and says so in a notice only. Two long names that differ behind that are one.""")
            .who("Whoever looks for the object under the name that was written.")
            .way("A shorter name.")
            .cost("None.");

    private static final int LONGEST = 63;

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        for (Identifier name : Nodes.inside(statement, Identifier.class)) {
            if (bytes(name.written()) > LONGEST) {
                findings.add(
                        name.place(),
                        "PostgreSQL cuts this name to " + name.name(),
                        Way.NONE.then("choose a name of at most " + LONGEST + " bytes"));
            }
        }
    }

    private static int bytes(String written) {
        String name = written.startsWith("\"")
                ? written.substring(1, written.length() - 1).replace("\"\"", "\"")
                : written;
        return name.getBytes(StandardCharsets.UTF_8).length;
    }
}
