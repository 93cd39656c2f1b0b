package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much findings count, as {@code bellows.toml} has it. */
class LintSeveritiesTest {
    @TempDir
    private Path folder = Path.of("");

    private LintCaller caller = LintCaller.in(folder);

    @BeforeEach
    void setUp() {
        caller = LintCaller.in(folder)
                .file("db/0001_orders.sql", "CREATE TABLE orders (id bigint PRIMARY KEY, note text, total int);\n")
                .file("db/0002_note.sql", "ALTER TABLE orders DROP COLUMN note;\n")
                .file("db/0003_total.sql", "-- bellows:phase contract\nALTER TABLE orders DROP COLUMN total;\n")
                .file("db/0004_other.sql", "ALTER TABLE elsewhere DROP COLUMN note;\n");
    }

    private Caller.Ended with(String toml) {
        return caller.file("bellows.toml", toml).lint();
    }

    @Test
    void aRuleCountsAsTheConfigurationWants() {
        Caller.Ended ended = with("""
                fail-on = "error"
                [[severity]]
                rule = "drop-column"
                severity = "warning"
                """);

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .contains("warning[drop-column]: code that runs now still names orders.note")
                .contains("2 warnings, 1 note in 4 migrations");
        assertThat(caller.lint("--fail-on", "warning").exit())
                .as("the option wins")
                .isEqualTo(4);
        assertThat(caller.with("BELLOWS_FAIL_ON", "warning").lint().exit()).isEqualTo(4);
    }

    @Test
    void theLastOneThatFitsCounts() {
        assertThat(with("""
                [[severity]]
                rule = "drop-column"
                severity = "warning"
                [[severity]]
                rule = "drop-column"
                path = "0004_"
                severity = "error"
                """).out()).contains("1 error, 1 warning, 1 note in 4 migrations");
    }

    @Test
    void aContractThatIsTaggedStaysANote() {
        assertThat(with("[[severity]]\nrule = \"drop-column\"\nseverity = \"error\"\n")
                        .out())
                .contains("2 errors, 1 note in 4 migrations");
    }

    @Test
    void whatIsSwitchedOffIsCountedAndInJson() {
        Caller.Ended ended = with("[[severity]]\nrule = \"drop-column\"\nseverity = \"off\"\n");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out())
                .isEqualTo("nothing to say in 4 migrations (4 statements); 3 switched off in the configuration\n");
        assertThat(caller.lint("--json").json().at("/off/2/rule").asString()).isEqualTo("drop-column");
    }

    @Test
    void theReleaseAndTheRulesOfTasteCanBeSetToo() {
        caller.file("db/0005_taste.sql", "CREATE TABLE tastes (name varchar(40));\n");

        assertThat(with("pg-version = 14\nstyle = \"limited-text\"\n").out()).contains("[limited-text]");
        assertThat(caller.lint("--style", "serial").out()).as("the option wins").doesNotContain("[limited-text]");
        assertThat(caller.with("BELLOWS_STYLE", "serial,limited-text").lint().out())
                .contains("[limited-text]");
        assertThat(caller.lint("--pg-version", "19").err())
                .contains(
                        "--pg-version: \"19\" is no release of PostgreSQL that is known here: write one from 14 to 18");
        assertThat(caller.lint("--style", "tidy").err())
                .contains("--style: \"tidy\" is no rule of taste: write all, or some of");
    }
}
