package dev.bellows.cli.lint;

import java.util.Locale;

/** Who a report is for. */
public enum LintFormat {
    /** A person at a terminal, or one who reads a log. */
    TEXT,
    /** A program: {@code --json}. */
    JSON,
    /** What shows results of analysis tools: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html */
    SARIF,
    /** GitHub Actions: annotations on the lines of a pull request. */
    GITHUB,
    /** GitLab: Code Quality. */
    GITLAB,
    /** What shows results of tests. */
    JUNIT;

    /** As the option takes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether standard output is read by a program. */
    public boolean forMachines() {
        return this != TEXT;
    }
}
