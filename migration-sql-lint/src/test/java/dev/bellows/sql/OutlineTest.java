package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutlineTest {

    @Test
    void saysWhatAPlanMustKnowOfAScript() throws IOException {
        Outline outline = outline("""
                -- bellows:transaction off
                CREATE TABLE t (a int);
                CREATE INDEX CONCURRENTLY t_a ON t (a);
                COPY t FROM STDIN;
                1;2
                \\.
                COMMIT;
                """);

        assertThat(outline.statements()).isEqualTo(4);
        assertThat(outline.special())
                .extracting(StatementText::number, StatementText::text)
                .containsExactly(tuple(2, "CREATE INDEX CONCURRENTLY t_a ON t (a)"), tuple(4, "COMMIT"));
        assertThat(outline.directives().transaction()).isFalse();
        assertThat(outline("")).isEqualTo(new Outline(Directives.NONE, 0, List.of()));
    }

    @Test
    void whatAFilesNameSaysOfTheTransactionHoldsUnlessTheScriptSaysOtherwise() throws IOException {
        for (boolean outside : List.of(true, false)) {
            assertThat(transaction("SELECT 1;", outside)).isEqualTo(outside ? false : null);
            assertThat(transaction("-- bellows:transaction on\nSELECT 1;", outside))
                    .isTrue();
            assertThat(transaction("-- bellows:transaction off\nSELECT 1;", outside))
                    .isFalse();
        }
    }

    private static Boolean transaction(String script, boolean outside) throws IOException {
        return Outline.of("0001_a.sql", new StringReader(script), "bellows", outside)
                .directives()
                .transaction();
    }

    @Test
    void readsWhatABaselineStandsFor() throws IOException {
        String checksum = "1:" + "0a".repeat(32);
        String head = "-- bellows:squashes 0001 " + checksum + "\n-- bellows:squashes 0002 " + checksum + "\n";

        assertThat(outline(head + "SELECT 1;").directives().squashes())
                .containsExactly(new Squashed("0001", checksum), new Squashed("0002", checksum));
        assertThatThrownBy(() -> outline("-- bellows:squashes 0001 9\nSELECT 1;"))
                .hasMessageContaining("needs a version and the checksum of its file");
        assertThatThrownBy(() -> outline("SELECT 1;\n" + head))
                .hasMessageContaining("\"squashes\" is about the whole file: move it above the first statement");
    }

    @Test
    void readsEveryDirective() throws IOException {
        Directives directives = outline("""
                        --bellows:phase contract
                          -- bellows:after 0042\r
                        /* a comment */
                        -- bellows:lock-timeout 2s
                        -- bellows:statement-timeout 500ms
                        -- bellows:max-blocking 0
                        --  bellows:transaction   on
                        -- bellows:quarantine rename
                        -- bellows:allow drop-column nobody reads it
                        ;
                        ALTER TABLE t
                            -- bellows:allow drop-column in the statement
                            DROP a;
                        -- bellows:allow drop-table  it is "empty"
                        DROP TABLE u;
                        -- bellows:allow drop-table nothing follows
                        """).directives();

        assertThat(directives)
                .isEqualTo(new Directives(
                        Phase.CONTRACT,
                        "0042",
                        true,
                        Duration.ofSeconds(2),
                        Duration.ofMillis(500),
                        Duration.ZERO,
                        Quarantine.RENAME,
                        List.of(
                                new Allowance("drop-column", "nobody reads it", 9, 0),
                                new Allowance("drop-column", "in the statement", 12, 1),
                                new Allowance("drop-table", "it is \"empty\"", 14, 2),
                                new Allowance("drop-table", "nothing follows", 16, 3))));
        assertThat(directives.phaseOrExpand()).isEqualTo(Phase.CONTRACT);
        assertThat(Directives.NONE.phaseOrExpand()).isEqualTo(Phase.EXPAND);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1; -- bellows:phase contract",
                "/*\n-- bellows:phase contract\n*/ SELECT 1",
                "SELECT '\n-- bellows:phase contract\n'",
                "DO $$\n-- bellows:phase contract\n$$",
                "SELECT \"\n-- bellows:phase contract\n\"",
                "COPY t FROM STDIN;\n-- bellows:phase contract\n\\.\n",
                "/* a */ -- bellows:phase contract",
                "/*\n*/ -- bellows:phase contract",
                "-- about bellows:phase contract",
                "---- bellows:phase contract",
                "-- caracal:phase contract",
                "-- bellowsphase contract"
            })
    void passesOverWhatIsNoDirective(String script) throws IOException {
        assertThat(outline(script).directives()).isEqualTo(Directives.NONE);
    }

    @Test
    void readsTheDirectivesOfAnotherPrefix() throws IOException {
        String script = "-- caracal:phase contract\n-- bellows:phase expand\nSELECT 1";

        assertThat(Outline.of("a.sql", new StringReader(script), "caracal")
                        .directives()
                        .phase())
                .isEqualTo(Phase.CONTRACT);
        assertThat(Outline.of("a.sql", new StringReader(script), "bellows")
                        .directives()
                        .phase())
                .isEqualTo(Phase.EXPAND);
    }

    record Case(String script, String message) {}

    static List<Case> mistakes() {
        return List.of(
                new Case(
                        "-- bellows:phase contrakt",
                        "a.sql:1: \"phase\" cannot be \"contrakt\": write expand or contract."),
                new Case("-- bellows:phase", "a.sql:1: \"phase\" cannot be \"\": write expand or contract."),
                new Case(
                        "\n-- bellows:phase contract now",
                        "a.sql:2: \"phase\" cannot be \"contract now\": write expand or contract."),
                new Case(
                        "-- bellows: phase contract",
                        "a.sql:1: \"bellows:\" must be followed directly by a directive, as in -- bellows:phase contract."),
                new Case("-- bellows:phaze contract", "a.sql:1: \"phaze\" is not a directive. Did you mean \"phase\"?"),
                new Case(
                        "-- bellows:lock_timeout 2s",
                        "a.sql:1: \"lock_timeout\" is not a directive. Did you mean \"lock-timeout\"?"),
                new Case(
                        "-- bellows:something",
                        "a.sql:1: \"something\" is not a directive. Known are: phase, after, transaction, lock-timeout, statement-timeout, max-blocking, quarantine, allow."),
                new Case(
                        "-- bellows:phase expand\n-- bellows:phase expand",
                        "a.sql:2: \"phase\" stands on line 1 already: keep one of the two."),
                new Case(
                        "SELECT 1;\n-- bellows:phase expand",
                        "a.sql:2: \"phase\" is about the whole file: move it above the first statement."),
                new Case(
                        "SELECT\n-- bellows:phase expand\n1",
                        "a.sql:2: \"phase\" is about the whole file: move it above the first statement."),
                new Case(
                        "-- bellows:after 0042",
                        "a.sql:1: \"after\" is for contracts only: add -- bellows:phase contract, or remove it."),
                new Case(
                        "-- bellows:after now\n-- bellows:phase contract",
                        "a.sql:1: \"after\" cannot be \"now\": write the version of a migration, as in 0042."),
                new Case(
                        "-- bellows:transaction false",
                        "a.sql:1: \"transaction\" cannot be \"false\": write on or off."),
                new Case(
                        "-- bellows:quarantine none",
                        "a.sql:1: \"quarantine\" cannot be \"none\": write copy, rename or off."),
                new Case(
                        "-- bellows:lock-timeout 2 s",
                        "a.sql:1: \"lock-timeout\": \"2 s\" is not a duration: write 500ms, 2s, 10m, 1h, or 0 for no limit."),
                new Case(
                        "-- bellows:max-blocking 600h",
                        "a.sql:1: \"max-blocking\": \"600h\" is longer than PostgreSQL's timeouts can be, 24 days: write less, or 0 for no limit."),
                new Case(
                        "-- bellows:allow drop-table",
                        "a.sql:1: \"allow\" needs a rule and the reason why its hazard is acceptable here: write -- bellows:allow RULE-ID the reason."),
                new Case(
                        "-- bellows:allow drop-table: why",
                        "a.sql:1: \"allow\" needs a rule and the reason why its hazard is acceptable here: write -- bellows:allow RULE-ID the reason."),
                new Case("-- bellows:phase contrat\n-- bellows:lock-timeout soon\n-- bellows:fase x", """
                        a.sql:1: "phase" cannot be "contrat": write expand or contract.
                        Line 2: "lock-timeout": "soon" is not a duration: write 500ms, 2s, 10m, 1h, or 0 for no limit.
                        Line 3: "fase" is not a directive. Did you mean "phase"?"""),
                new Case(
                        "-- bellows:allow a b\n-- bellows:allow a c",
                        "a.sql:2: \"allow a\" stands on line 1 already: keep one of the two."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesTheLineTheCauseAndTheNextAction(Case one) {
        assertThatThrownBy(() -> outline(one.script()))
                .isInstanceOf(DirectiveException.class)
                .hasMessage(one.message());
    }

    @ParameterizedTest
    @CsvSource({"0,PT0S", "0s,PT0S", "500ms,PT0.5S", "2s,PT2S", "10m,PT10M", "1h,PT1H"})
    void readsDurations(String text, Duration duration) {
        assertThat(Durations.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "-1s", "1.5s", "1S", "1d", " 1s", "s", "12345678901s", "9999999999h", "١s"})
    void refusesOtherDurations(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static Outline outline(String script) throws IOException {
        return Outline.of("a.sql", new StringReader(script), "bellows");
    }
}
