package dev.bellows.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.Finding;
import dev.bellows.lint.LintScript;
import dev.bellows.lint.LintScript.Role;
import dev.bellows.lint.LintSettings;
import dev.bellows.lint.Linter;
import dev.bellows.sql.LooseScript;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said where a dropped column stays under another name and something of the folder would meet it. */
class HiddenColumnsTest {
    private static final String RULE = "renamed-column-in-the-way";
    private static final String MAKES =
            "CREATE TABLE a (id int PRIMARY KEY, gone int, b int); CREATE TABLE other (id int);";
    private static final String HIDES = """
            -- bellows:phase contract
            -- bellows:quarantine rename
            ALTER TABLE public.A DROP COLUMN gone;
            """;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO a VALUES (1, 2)",
                "INSERT INTO public.a SELECT 1, 2",
                "INSERT INTO a AS x TABLE other RETURNING 1",
                "WITH new AS (INSERT INTO a VALUES (1, 2) RETURNING id) SELECT * FROM new",
                "COPY a FROM STDIN;\n1\t2\n\\.\n",
                "COPY a FROM '/data'",
                "DO $$ BEGIN INSERT INTO a VALUES (1, 2); END $$",
                "CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $$ BEGIN INSERT INTO a VALUES (1, 2); END $$",
                "CREATE FUNCTION f() RETURNS void LANGUAGE sql AS 'INSERT INTO a VALUES (1, 2)'",
                "CREATE PROCEDURE f() BEGIN ATOMIC INSERT INTO a VALUES (1, 2); END",
                "PREPARE p AS INSERT INTO a VALUES (1, 2)"
            })
    void what_writes_without_a_list_of_columns_is_named_before_and_after(String writes) {
        assertThat(said(MAKES, HIDES, writes))
                .containsExactly("3_.sql:3 a.gone stays under another name, and without a list"
                        + " of columns 4_.sql:1 writes to its table: what does so later still counts it, and can write into the"
                        + " wrong column");
        assertThat(said(MAKES, writes, HIDES))
                .singleElement()
                .asString()
                .startsWith("4_.sql:3 a.gone")
                .contains("3_.sql:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO a (id, b) VALUES (1, 2)",
                "INSERT INTO a DEFAULT VALUES",
                "INSERT INTO other VALUES (1)",
                "INSERT INTO elsewhere.a VALUES (1)",
                "COPY a (id, b) FROM STDIN;\n1\t2\n\\.\n",
                "COPY a TO STDOUT",
                "COPY (SELECT * FROM a) TO STDOUT",
                "SELECT 1 FROM a",
                "CREATE PUBLICATION p FOR TABLE other"
            })
    void what_names_its_columns_or_writes_elsewhere_is_fine(String writes) {
        assertThat(said(MAKES, HIDES, writes)).isEmpty();
    }

    @Test
    void a_column_whose_values_are_copied_is_in_nobodys_way() {
        String copied = HIDES.replace("rename", "copy");

        assertThat(said(MAKES, copied, "INSERT INTO a VALUES (1, 2)")).isEmpty();
    }

    @Test
    void nor_is_one_of_a_table_that_its_migration_made() {
        String both = HIDES.replace("ALTER TABLE public.A", MAKES + " ALTER TABLE a");

        assertThat(said("SELECT 1", both, "INSERT INTO a VALUES (1, 2)")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE PUBLICATION p FOR TABLE a",
                "CREATE PUBLICATION p FOR TABLE other; ALTER PUBLICATION p ADD TABLE a",
                "CREATE PUBLICATION p FOR ALL TABLES",
                "CREATE PUBLICATION p FOR TABLES IN SCHEMA public"
            })
    void a_table_that_a_publication_sends_is_named(String publishes) {
        assertThat(said(MAKES + publishes, HIDES))
                .containsExactly(
                        "3_.sql:3 a.gone cannot stay under another name, and the engine refuses it: its table is in publication p");
        assertThat(said(MAKES, HIDES, publishes))
                .containsExactly(
                        "3_.sql:3 a.gone stays under another name, under which publication p sends it: subscribers do not"
                                + " have it");
    }

    @Test
    void where_the_contract_is_history_the_later_insert_is_told() {
        Linter linter = new Linter(Rules.all(), LintSettings.DEFAULT);
        List<LintScript> scripts = List.of(
                script("1_.sql", MAKES, Role.KNOWN),
                script("2_.sql", HIDES, Role.KNOWN),
                script("3_.sql", "SELECT 1;\nINSERT INTO a VALUES (1, 2)", Role.JUDGED));

        assertThat(told(linter.lint(scripts).findings()))
                .containsExactly(
                        "3_.sql:2 where 2_.sql:3 has run, a.gone stands here still, under another name: without a list of"
                                + " columns this can write into the wrong one");
    }

    @Test
    void it_can_be_allowed() {
        String allowed = "-- bellows:allow " + RULE + " only the seeds of the tests\n" + HIDES;

        assertThat(said(MAKES, allowed, "INSERT INTO a VALUES (1, 2)")).isEmpty();
    }

    private static List<String> said(String... texts) {
        List<LintScript> scripts = new ArrayList<>();
        scripts.add(script("1_.sql", "SELECT 1", Role.KNOWN));
        for (String text : texts) {
            scripts.add(script(scripts.size() + 1 + "_.sql", text, Role.JUDGED));
        }
        return told(new Linter(Rules.all(), LintSettings.DEFAULT).lint(scripts).findings());
    }

    private static List<String> told(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> Map.of(RULE, 1, "unused-allowance", 1, "syntax-error", 1)
                        .containsKey(finding.rule()))
                .map(finding -> finding.script() + ":" + finding.span().line() + " " + finding.message())
                .toList();
    }

    private static LintScript script(String name, String text, Role role) {
        return new LintScript(name, name.substring(0, 1), LooseScript.Text.of(text), null, role);
    }
}
