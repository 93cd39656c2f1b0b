package dev.bellows.lint;

import dev.bellows.sql.tree.Statement;

/** A kind of hazard. Rules keep nothing between calls and may be asked by many threads. */
public interface Rule {
    /** What it is about. */
    RuleInfo info();

    /**
     * Looks at a statement and reports every hit.
     *
     * @param scope what was there before the statement
     */
    void check(Statement statement, Scope scope, Findings findings);
}
