package dev.bellows.lint.rules;

import dev.bellows.lint.Finding;
import dev.bellows.lint.OfBranch;
import dev.bellows.lint.Own;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.RulePage;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The pages of all rules. */
public final class Pages {
    private Pages() {}

    /** Everything that a finding can name as its rule, in the order of the list of pages. */
    public static List<RuleInfo> infos() {
        return Stream.concat(Rules.all().stream().map(Rule::info), Own.infos().stream())
                .toList();
    }

    /** The page of a rule; empty when there is none of that name. */
    public static Optional<String> page(String id) {
        return infos().stream().filter(info -> info.id().equals(id)).findFirst().map(Pages::page);
    }

    private static String page(RuleInfo info) {
        String bad = Examples.bad(info.id());
        List<Finding> findings = Stream.concat(
                        OfBranch.ofExample(info.id()).stream(), Examples.lint(info.id(), bad).findings().stream())
                .filter(finding -> finding.rule().equals(info.id()))
                .toList();
        return RulePage.of(info, bad, Examples.good(info.id()), findings);
    }

    /** The list of all pages. */
    public static String index() {
        StringJoiner page = new StringJoiner("\n", "", "\n");
        page.add("# The linter's rules").add("");
        page.add(
                        "Every finding names its rule; `bellows lint --explain RULE` prints the page. The examples are about the"
                                + " schema at the end.")
                .add("");
        page.add("| rule | finds | verdict |").add("|---|---|---|");
        for (RuleInfo info : infos()) {
            page.add("| [" + info.id() + "](" + info.id() + ".md) | " + info.title() + " | "
                    + info.verdicts().stream().map(verdict -> verdict.word()).collect(Collectors.joining(", "))
                    + (info.style() ? " (off by default)" : "") + " |");
        }
        page.add("").add("## The schema of the examples").add("");
        return page.add("```sql\n" + Examples.schema() + "```").toString();
    }
}
