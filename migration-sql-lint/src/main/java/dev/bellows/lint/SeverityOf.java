package dev.bellows.lint;

import java.util.Set;

/** How much verdicts count. */
final class SeverityOf {
    private SeverityOf() {}

    /**
     * The severity of a finding. A tag says that its author knows that code breaks and data goes; it does not make anything
     * faster.
     *
     * @param tagged whether the migration is tagged as a contract
     */
    static Severity verdicts(Set<Verdict> verdicts, boolean tagged) {
        boolean known = tagged && verdicts.contains(Verdict.CONTRACT);
        Severity severity = Severity.NOTE;
        for (Verdict each : verdicts) {
            if (each == Verdict.ADVICE) {
                severity = Severity.WARNING;
            } else if (!known || (each != Verdict.CONTRACT && each != Verdict.LOSES)) {
                return Severity.ERROR;
            }
        }
        return severity;
    }
}
