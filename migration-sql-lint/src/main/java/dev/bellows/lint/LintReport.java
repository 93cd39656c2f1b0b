package dev.bellows.lint;

import dev.bellows.lint.LintSettings.Allowed;
import java.util.List;

/**
 * What a lint found.
 *
 * @param findings by file in the order of the scripts, then by place
 * @param allowed those that somebody accepts
 * @param unused allowances of the configuration that silence nothing
 * @param scripts how many were judged
 * @param statements how many statements those have
 */
public record LintReport(
        List<Finding> findings, List<Finding> allowed, List<Allowed> unused, int scripts, int statements) {
    public LintReport {
        findings = List.copyOf(findings);
        allowed = List.copyOf(allowed);
        unused = List.copyOf(unused);
    }

    /** How many findings count so much. */
    public long count(Severity severity) {
        return findings.stream().filter(each -> each.severity() == severity).count();
    }
}
