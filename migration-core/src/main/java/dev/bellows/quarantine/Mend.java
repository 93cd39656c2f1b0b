package dev.bellows.quarantine;

/**
 * One statement of a restore.
 *
 * @param needed whether the restore fails with it; otherwise it is told what did not come back
 * @param what it brings back, in a phrase
 */
public record Mend(String sql, boolean needed, String what) {
    private static final String LOOKS_AT_ROWS = "ALTER TABLE .+ VALIDATE CONSTRAINT .+";

    /** Whether it looks at all rows, to see whether they fit what came back before it; needs no strong lock for that. */
    public boolean looksAtRows() {
        return sql.matches(LOOKS_AT_ROWS);
    }
}
