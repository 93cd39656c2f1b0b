package dev.bellows.lint;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/**
 * What people should know of a rule: its page is made of this and of its examples. All texts are Markdown.
 *
 * @param id its name in reports, allowances and configuration
 * @param title what it finds, as one sentence
 * @param verdicts what is wrong with what it finds; never empty
 * @param style whether it is a matter of taste, and off until somebody turns it on
 * @param why why that is so, in PostgreSQL
 * @param who who is hurt, and how they notice
 * @param way the safe way, in words
 * @param cost what the safe way costs
 */
public record RuleInfo(
        String id,
        String title,
        Set<Verdict> verdicts,
        boolean style,
        String why,
        String who,
        String way,
        String cost) {
    public RuleInfo {
        verdicts = Collections.unmodifiableSet(EnumSet.copyOf(verdicts));
    }

    /** A rule without a page yet. */
    public static RuleInfo of(String id, String title, Verdict first, Verdict... others) {
        return new RuleInfo(id, title, EnumSet.of(first, others), false, "", "", "", "");
    }

    /** A matter of taste. */
    public static RuleInfo style(String id, String title) {
        return new RuleInfo(id, title, EnumSet.of(Verdict.ADVICE), true, "", "", "", "");
    }

    /** The same with the reason in PostgreSQL. */
    public RuleInfo why(String text) {
        return new RuleInfo(id, title, verdicts, style, text.strip(), who, way, cost);
    }

    /** The same with who is hurt. */
    public RuleInfo who(String text) {
        return new RuleInfo(id, title, verdicts, style, why, text.strip(), way, cost);
    }

    /** The same with the safe way. */
    public RuleInfo way(String text) {
        return new RuleInfo(id, title, verdicts, style, why, who, text.strip(), cost);
    }

    /** The same with what that costs. */
    public RuleInfo cost(String text) {
        return new RuleInfo(id, title, verdicts, style, why, who, way, text.strip());
    }
}
