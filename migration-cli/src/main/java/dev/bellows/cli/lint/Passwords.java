package dev.bellows.cli.lint;

import dev.bellows.lint.Finding;
import dev.bellows.lint.Way;
import dev.bellows.sql.SqlSecrets;

/** SQL may hold passwords, and a report of it is a log that many can read. */
final class Passwords {
    private Passwords() {}

    /** The same with a sign for each character of a password, so that nothing moves. */
    static String masked(String sql) {
        return SqlSecrets.mayBeIn(sql) ? SqlSecrets.of(sql).masked('*') : sql;
    }

    /** A finding whose texts hold none. */
    static Finding masked(Finding finding) {
        boolean clean = !SqlSecrets.mayBeIn(finding.message())
                && finding.way().steps().stream()
                        .noneMatch(step -> SqlSecrets.mayBeIn(step.what()) || SqlSecrets.mayBeIn(step.sql()));
        if (clean) {
            return finding;
        }
        Way way = new Way(finding.way().steps().stream()
                .map(step -> new Way.Step(masked(step.what()), step.phase(), masked(step.sql())))
                .toList());
        return new Finding(
                finding.rule(),
                finding.severity(),
                finding.verdicts(),
                finding.script(),
                finding.span(),
                masked(finding.message()),
                finding.effects(),
                way,
                finding.assumed(),
                finding.acceptance());
    }
}
