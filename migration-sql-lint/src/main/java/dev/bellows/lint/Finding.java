package dev.bellows.lint;

import dev.bellows.sql.Span;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One place where the linter saw a hazard.
 *
 * @param rule the rule's identifier
 * @param verdicts what is wrong
 * @param script the name of the file
 * @param span where it stands in the file
 * @param message what breaks, and for whom
 * @param effects what its statement does to tables; only what somebody may wait for
 * @param way the safe way
 * @param assumed what the folder did not tell and was taken for granted; null where it told all
 * @param acceptance why it is accepted; null where nobody accepts it
 */
public record Finding(
        String rule,
        Severity severity,
        Set<Verdict> verdicts,
        String script,
        Span span,
        String message,
        List<TableEffect> effects,
        Way way,
        @Nullable String assumed,
        @Nullable Acceptance acceptance) {
    public Finding {
        verdicts = Collections.unmodifiableSet(EnumSet.copyOf(verdicts));
        effects = List.copyOf(effects);
    }

    /** One that nobody accepts yet. */
    public Finding(
            String rule,
            Severity severity,
            Set<Verdict> verdicts,
            String script,
            Span span,
            String message,
            List<TableEffect> effects,
            Way way,
            @Nullable String assumed) {
        this(rule, severity, verdicts, script, span, message, effects, way, assumed, null);
    }

    /** The same, accepted. */
    public Finding accepted(Acceptance why) {
        return new Finding(rule, severity, verdicts, script, span, message, effects, way, assumed, why);
    }

    /** The same, saying more. */
    Finding saying(String more) {
        return new Finding(rule, severity, verdicts, script, span, message + more, effects, way, assumed, acceptance);
    }

    /** The same, counting otherwise. */
    public Finding counting(Severity other) {
        return new Finding(rule, other, verdicts, script, span, message, effects, way, assumed, acceptance);
    }
}
