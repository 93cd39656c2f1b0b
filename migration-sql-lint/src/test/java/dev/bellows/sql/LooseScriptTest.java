package dev.bellows.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is wrong at one place of a script hides nothing of what stands elsewhere. */
class LooseScriptTest {
    private static LooseScript of(String text) {
        return new LooseScript("1_a.sql", LooseScript.Text.of(text), "bellows");
    }

    private static List<String> statements(LooseScript script) {
        List<String> texts = new ArrayList<>();
        script.statements(statement ->
                texts.add(statement.number() + " " + statement.span().line() + ": " + statement.text()));
        return texts;
    }

    private static List<String> problems(LooseScript script) {
        return script.problems().stream()
                .map(problem -> problem.line() + ":" + problem.column() + (problem.directive() ? " directive " : " ")
                        + problem.text())
                .toList();
    }

    @Test
    void aScriptWithoutFaultIsReadWhole() {
        LooseScript script = of("-- bellows:phase contract\nSELECT 1;\nSELECT 2");

        assertThat(statements(script)).containsExactly("1 2: SELECT 1", "2 3: SELECT 2");
        assertThat(script.count()).isEqualTo(2);
        assertThat(script.directives().phase()).isEqualTo(Phase.CONTRACT);
        assertThat(script.phaseLine()).isEqualTo(1);
        assertThat(script.problems()).isEmpty();
        assertThat(script.transactional()).isTrue();
    }

    @Test
    void withoutATagThereIsNoLineOfIt() {
        assertThat(of("SELECT 1").phaseLine()).isZero();
    }

    @Test
    void linesOfPsqlAreToldAndPassedOver() {
        LooseScript script = of("\\connect shop\nSELECT 1;\nSELECT 2 \\gexec\nSELECT 3;");

        assertThat(statements(script)).containsExactly("1 2: SELECT 1", "2 3: SELECT 2", "3 4: SELECT 3");
        assertThat(problems(script))
                .extracting(problem -> problem.substring(0, problem.indexOf(" psql")))
                .containsExactly("1:1", "3:10");
    }

    @Test
    void whatIsNeverClosedEndsTheScriptAndNothingBeforeIt() {
        LooseScript script = of("SELECT 1;\nSELECT 'two");

        assertThat(statements(script)).containsExactly("1 1: SELECT 1");
        assertThat(problems(script)).singleElement().asString().startsWith("2:8 The string that starts here");
    }

    @Test
    void directivesThatCannotBeUnderstoodLeaveTheOthers() {
        LooseScript script =
                of("-- bellows:fase contract\n-- bellows:after 0042\n-- bellows:lock-timeout 2s\nSELECT 1");

        assertThat(script.directives().lockTimeout()).hasSeconds(2);
        assertThat(problems(script))
                .satisfiesExactly(
                        fase -> assertThat(fase).startsWith("1:1 directive \"fase\" is not a directive"),
                        after -> assertThat(after).startsWith("2:1 directive \"after\" is for contracts only"));
    }

    @Test
    void itTellsWhetherAllOfItIsOneTransaction() {
        assertThat(of("-- bellows:transaction off\nSELECT 1").transactional()).isFalse();
        assertThat(of("-- bellows:transaction on\nSELECT 1").transactional()).isTrue();
        assertThat(of("SELECT 1; VACUUM").transactional()).isFalse();
    }

    @Test
    void aScriptThatIsTooLongToKeepIsReadAgain() {
        AtomicInteger opened = new AtomicInteger();
        String text = "SELECT '" + "x".repeat(1000) + "';\n";
        LooseScript script = new LooseScript(
                "1_a.sql",
                () -> {
                    opened.incrementAndGet();
                    return new StringReader(text.repeat(5000));
                },
                "bellows");
        assertThat(opened).hasValue(1);

        assertThat(statements(script)).hasSize(5000).last().asString().startsWith("5000 5000: SELECT 'x");
        assertThat(opened).hasValue(2);
        assertThat(script.count()).isEqualTo(5000);
    }

    @Test
    void oneThatCannotBeReadIsAnError() {
        assertThatThrownBy(() -> new LooseScript(
                        "1_a.sql",
                        () -> {
                            throw new IOException("gone");
                        },
                        "bellows"))
                .isInstanceOf(UncheckedIOException.class);
    }
}
