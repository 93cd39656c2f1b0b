package dev.bellows.lint;

import java.util.EnumSet;
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
        Set<Verdict> open = EnumSet.copyOf(verdicts);
        if (tagged && open.remove(Verdict.CONTRACT)) {
            open.remove(Verdict.LOSES);
        }
        if (open.isEmpty()) {
            return Severity.NOTE;
        }
        return open.equals(Set.of(Verdict.ADVICE)) ? Severity.WARNING : Severity.ERROR;
    }
}
