package dev.bellows.cli.lint;

import dev.bellows.lint.LintReport;
import dev.bellows.lint.Severity;

/** From which findings on a lint is a failure. */
public enum FailOn {
    ERROR,
    WARNING,
    NEVER;

    /** Whether this is one. */
    public boolean fails(LintReport report) {
        return switch (this) {
            case ERROR -> report.count(Severity.ERROR) > 0;
            case WARNING -> report.count(Severity.ERROR) + report.count(Severity.WARNING) > 0;
            case NEVER -> false;
        };
    }
}
