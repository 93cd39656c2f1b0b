package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a terminal and its variables allow. */
class ScreenTest {
    private static Map<String, String> variables(String text) {
        Map<String, String> variables = new HashMap<>();
        for (String variable : text.split(" ")) {
            variables.put(variable.split("=")[0], variable.split("=", 2)[1]);
        }
        return variables;
    }

    @ParameterizedTest
    @CsvSource({
        "LANG=C.UTF-8, true",
        "LANG=de_DE.utf8, true",
        "LANG=C, false",
        "OTHER=x, false",
        "LANG=C.UTF-8 LC_ALL=C, false",
        "LANG=C LC_CTYPE=C.UTF-8 LC_ALL=, true"
    })
    void signsAreThoseOfTheLocalesEncoding(String variables, boolean unicode) {
        assertThat(Terminal.unicode(variables(variables))).isEqualTo(unicode);
    }

    @ParameterizedTest
    @CsvSource({
        "A=b, true, true",
        "A=b, false, false",
        "NO_COLOR=1, true, false",
        "NO_COLOR=, true, true",
        "CLICOLOR=0, true, false",
        "CLICOLOR_FORCE=1, false, true",
        "CLICOLOR_FORCE=1 NO_COLOR=1, true, false",
        "CLICOLOR_FORCE=0, false, false"
    })
    void coloursAreForTerminalsAndForThoseWhoWantThem(String variables, boolean terminal, boolean coloured) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
        Screen screen = new Screen(true, terminal, terminal, true, true, () -> 80);
        Surroundings surroundings = new Surroundings(
                InputStream.nullInputStream(), nowhere, nowhere, variables(variables), Path.of(""), screen);

        assertThat(surroundings.colours(terminal)).isEqualTo(coloured);
    }

    @ParameterizedTest
    @CsvSource({"132, 132", "5, 20"})
    void theWidthThatSomebodyExportsCounts(String columns, int width) {
        assertThat(new TerminalWidth(columns).getAsInt()).isEqualTo(width);
    }
}
