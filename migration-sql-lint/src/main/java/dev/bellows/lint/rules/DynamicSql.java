package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.UNKNOWN;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.EmbeddedSql;
import dev.bellows.sql.PlpgsqlBody;
import dev.bellows.sql.tree.Code;
import dev.bellows.sql.tree.DoBlock;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.Statement;

/** Code that only decides when it runs what it does. */
final class DynamicSql implements Rule {
    private static final int SHOWN = 80;

    private static final RuleInfo INFO = RuleInfo.of("dynamic-sql", "SQL that is put together when it runs.", UNKNOWN)
            .why("""
                    `EXECUTE` of anything but one string runs what a query, a variable or a loop decides. Neither the linter nor a reviewer
                    can say what it locks, drops or rewrites; what it does in a test database it need not do in production.""")
            .who("Whoever relies on the review.")
            .way("""
                    Write out the statements, or generate the migration with them. Where it must be dynamic, allow it with the reason:
                    `-- bellows:allow dynamic-sql what it does, and why that is safe`.""")
            .cost("A longer file that says what it does.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (!(statement instanceof DoBlock block) || block.code() == null) {
            return;
        }
        Code code = block.code();
        if (!code.language().equals("plpgsql")) {
            findings.add(
                    block.place(),
                    "what this block does is written in " + code.language() + ", which nobody looks into here",
                    allow(code.language()));
            return;
        }
        for (EmbeddedSql sql : PlpgsqlBody.sql(code.text())) {
            if (sql.kind() == EmbeddedSql.Kind.UNKNOWN) {
                int start = code.offset() + sql.offset();
                Place place = code.offset() < 0
                        ? block.place()
                        : new Place(start, start + sql.text().length());
                findings.add(
                        place, "what runs here is decided when it runs: " + shown(sql.text()), allow("what runs here"));
            }
        }
    }

    private static Way allow(String what) {
        return Way.NONE
                .then("write the statements out, so that they can be judged")
                .then("or say why it is safe, above the block: -- bellows:allow dynamic-sql " + what + " …");
    }

    private static String shown(String expression) {
        String line = expression.strip().replaceAll("\\s+", " ");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
