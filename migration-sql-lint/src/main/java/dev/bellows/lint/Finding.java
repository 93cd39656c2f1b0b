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
 * @param effects the locks, scans and rewrites of its statement, each as a line; only those that somebody may wait for
 * @param way the safe way
 * @param assumed what the folder did not tell and was taken for granted; null where it told all
 */
public record Finding(
        String rule,
        Severity severity,
        Set<Verdict> verdicts,
        String script,
        Span span,
        String message,
        List<String> effects,
        Way way,
        @Nullable String assumed) {
    public Finding {
        verdicts = Collections.unmodifiableSet(EnumSet.copyOf(verdicts));
        effects = List.copyOf(effects);
    }
}
