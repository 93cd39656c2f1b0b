package dev.bellows.lint;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** What people read of a rule, in Markdown. */
public final class RulePage {
    private RulePage() {}

    /**
     * The page of a rule.
     *
     * @param bad an example that it finds
     * @param good the safe way
     * @param findings what it finds in the first
     */
    public static String of(RuleInfo info, String bad, String good, List<Finding> findings) {
        StringJoiner page = new StringJoiner("\n\n", "", "\n");
        page.add("# " + info.id());
        page.add(info.title());
        page.add(info.verdicts().stream()
                        .map(verdict -> "**" + verdict.word() + "**: " + verdict.meaning())
                        .collect(Collectors.joining("; ", "Verdict: ", "."))
                + (info.style() ? " A matter of taste: off until it is turned on." : ""));
        page.add("## Bad").add(sql(bad));
        page.add("What the linter says:").add("```text\n" + said(findings) + "```");
        section(page, "Why", info.why());
        section(page, "Who is hurt", info.who());
        Set<String> locks = new LinkedHashSet<>();
        findings.forEach(finding -> finding.effects().forEach(effect -> locks.add(effect.words())));
        section(page, "The lock", locks.stream().map(lock -> "- " + lock).collect(Collectors.joining("\n")));
        page.add("## The way");
        if (!info.way().isEmpty()) {
            page.add(info.way());
        }
        page.add(sql(good));
        section(page, "Cost", info.cost());
        page.add("## To accept it all the same")
                .add("Above the statement, with the reason:")
                .add(sql("-- bellows:allow " + info.id() + " why it is acceptable here\n"));
        return page.toString();
    }

    private static void section(StringJoiner page, String heading, String text) {
        if (!text.isEmpty()) {
            page.add("## " + heading).add(text);
        }
    }

    private static String sql(String text) {
        return "```sql\n" + text + "```";
    }

    private static String said(List<Finding> findings) {
        StringBuilder said = new StringBuilder();
        for (Finding finding : findings) {
            said.append(FindingText.head(finding)).append("\n");
            FindingText.body(finding, "bellows")
                    .forEach(line -> said.append("  ").append(line).append("\n"));
        }
        return said.toString();
    }
}
