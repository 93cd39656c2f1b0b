package dev.bellows.quarantine;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a restore.
 *
 * @param needed whether the restore fails with it; otherwise it is told what did not come back
 * @param what it brings back, in a phrase
 */
public record Mend(String sql, boolean needed, String what) {
    private static final String NAME = "(?:\"(?:[^\"]|\"\")*\"|[^\\s\".]+)";

    /** How statements begin that make something with a name. */
    private static final Pattern MAKES =
            Pattern.compile("(?:ADD CONSTRAINT|SEQUENCE NAME|CREATE (?:UNIQUE )?INDEX|CREATE STATISTICS|CREATE"
                    + " (?:CONSTRAINT )?TRIGGER|CREATE POLICY|CREATE RULE) (?:" + NAME + "\\.)?(" + NAME + ")");

    private static final String LOOKS_AT_ROWS = "(?s)ALTER TABLE .+ VALIDATE CONSTRAINT .+";

    /** The name of the constraint, index or the like that it makes, quoted where it must be; null when it makes none. */
    public @Nullable String makes() {
        Matcher makes = MAKES.matcher(sql);
        return makes.find() ? makes.group(1) : null;
    }

    /** Whether it looks at all rows, to see whether they fit what came back before it; needs no strong lock for that. */
    public boolean looksAtRows() {
        return sql.matches(LOOKS_AT_ROWS);
    }
}
