package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code docs/bellows.1}. */
class ManPageTest {
    private static final Path PAGE = Path.of("..", "docs", "bellows.1");

    /** With {@code -Dbellows.write} the page is written instead of compared. */
    @Test
    void itSaysWhatTheHelpSays() throws IOException {
        String page = Files.readString(PAGE);
        String renewed = ManPage.renewed(page, HelpTest.line().getCommandSpec());

        if (System.getProperty("bellows.write") != null) {
            Files.writeString(PAGE, renewed);
        } else {
            assertThat(page)
                    .as("mvn test -pl migration-cli -am -Dtest=ManPageTest -Dbellows.write"
                            + " -Dsurefire.failIfNoSpecifiedTests=false makes it anew")
                    .isEqualTo(renewed)
                    .contains(".SS bellows resolve V", "\\fB\\-\\-migrations\\fR");
        }
    }

    @Test
    void itsExitStatusesAreThoseOfTheDocumentation() throws IOException {
        String documentation = Files.readString(Path.of("..", "docs", "command-line.md"));
        List<String> documented = documentation
                .lines()
                .filter(line -> line.matches("\\| [0-9]+ \\|.*"))
                .map(line -> line.split(" ")[1])
                .toList();
        String status = Files.readString(PAGE).replaceAll("(?s).*\\.SH EXIT STATUS\n|\\.SH FILES.*", "");

        assertThat(status.lines().filter(line -> line.matches("\\.B [0-9]+")).map(line -> line.substring(3)))
                .containsExactlyElementsOf(documented);
    }

    @ParameterizedTest
    @CsvSource({"mandoc, -Tlint -W warning", "groff, -ww -man -Tutf8 -z", "man, --warnings -l -P cat"})
    void itHasNoWarnings(String program, String arguments) throws Exception {
        Processes.assumeInstalled(program);
        String command = program + " " + arguments + " " + PAGE + (program.equals("man") ? " >/dev/null" : "");

        assertThat(Processes.run(Path.of(".").toAbsolutePath(), List.of("sh", "-c", command)))
                .isEqualTo(new Processes.Ended(0, ""));
    }
}
