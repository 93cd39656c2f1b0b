package dev.bellows.lint;

import dev.bellows.effect.LockMode;
import dev.bellows.lint.LintSettings.Allowed;
import dev.bellows.schema.ObjectName;
import java.util.List;
import java.util.Map;

/**
 * What a lint found.
 *
 * @param findings by file in the order of the scripts, then by place
 * @param allowed those that somebody accepts
 * @param unused allowances of the configuration that silence nothing
 * @param locks by script: the tables that were there before it and that it locks so that readers or writers wait, by name
 * @param scripts how many were judged
 * @param statements how many statements those have
 */
public record LintReport(
        List<Finding> findings,
        List<Finding> allowed,
        List<Allowed> unused,
        Map<String, Map<ObjectName, LockMode>> locks,
        int scripts,
        int statements) {
    public LintReport {
        findings = List.copyOf(findings);
        allowed = List.copyOf(allowed);
        unused = List.copyOf(unused);
        locks = Map.copyOf(locks);
    }

    /** How many findings count so much. */
    public long count(Severity severity) {
        return findings.stream().filter(each -> each.severity() == severity).count();
    }
}
