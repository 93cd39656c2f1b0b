package dev.bellows.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.rules.Rules;
import dev.bellows.sql.LooseScript;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whoever writes directives under another prefix reads them so in what the linter advises. */
class TagPrefixTest {
    @Test
    void directivesInTheWayHaveThePrefixOfTheFiles() {
        LintSettings settings = new LintSettings(18, "shop", Set.of(), List.of());
        LintScript script = new LintScript(
                "0001_a.sql",
                "0001",
                LooseScript.Text.of("-- shop:phase contract\nDO $$ BEGIN EXECUTE some_text(); END $$;"),
                null,
                Role.JUDGED);

        List<Finding> findings =
                new Linter(Rules.all(), settings).lint(List.of(script)).findings();

        // Nobody knows whether it contracts, so nobody says that the tag is for nothing.
        assertThat(findings).extracting(Finding::rule).containsExactly("dynamic-sql");
        assertThat(findings.get(0).way().steps())
                .extracting(Way.Step::what)
                .anySatisfy(what -> assertThat(what).contains("-- shop:allow dynamic-sql"))
                .noneSatisfy(what -> assertThat(what).contains("bellows:"));
    }
}
