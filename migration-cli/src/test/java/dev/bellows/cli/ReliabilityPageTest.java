package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/reliability.md}: a row for each scenario, with all the tests that carry its tag and no others. */
class ReliabilityPageTest {
    private static final Path PROJECT = Path.of("..");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+b?) \\|.*\\| ([^|]+) \\|$");
    private static final Pattern PROOF = Pattern.compile("\\[([\\w.]+)]\\(\\.\\./([^)]+)\\)");

    @Test
    void eachRowNamesTheTestsThatCarryItsTag() throws IOException {
        List<String> onThePage = new ArrayList<>();
        for (MatchResult row : ROW.matcher(page()).results().toList()) {
            PROOF.matcher(row.group(2))
                    .results()
                    .forEach(proof -> onThePage.add(row.group(1) + " " + proof.group(1) + " in " + proof.group(2)));
        }

        assertThat(new TreeSet<>(onThePage)).hasSize(onThePage.size()).isEqualTo(tagged());
    }

    @Test
    void noScenarioIsLeftOut() throws IOException {
        assumeThat(System.getenv("BELLOWS_TESTDATA"))
                .as("the list of scenarios is in the folder that BELLOWS_TESTDATA names")
                .isNotNull();
        String list = Files.readString(Path.of(System.getenv("BELLOWS_TESTDATA"), "SCENARIOS.md"));
        List<String> numbers = Pattern.compile("(?m)^\\| (\\d+b?) ")
                .matcher(list)
                .results()
                .map(number -> number.group(1))
                .toList();

        assertThat(ROW.matcher(page()).results().map(row -> row.group(1))).containsExactlyElementsOf(numbers);
    }

    private static String page() throws IOException {
        return Files.readString(PROJECT.resolve("docs").resolve("reliability.md"));
    }

    private static Set<String> tagged() throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(PROJECT)) {
            for (Path file : files.filter(each -> each.toString().matches(".*/src/test/java/.*Test\\.java"))
                    .toList()) {
                String name = file.getFileName().toString().replace(".java", "");
                String text = Files.readString(file);
                // Tags may follow each other: each is looked for by itself.
                for (int at = text.indexOf("@Tag(\"scenario-");
                        at >= 0;
                        at = text.indexOf("@Tag(\"scenario-", at + 1)) {
                    String rest = text.substring(at);
                    String number = rest.substring("@Tag(\"scenario-".length(), rest.indexOf("\")"));
                    found.add(number + " " + name + method(rest) + " in " + PROJECT.relativize(file));
                }
            }
        }
        return found;
    }

    /** The method that follows, with a full stop before it; empty where a class comes first. */
    private static String method(String text) {
        MatchResult next = Pattern.compile("(?m)^(?:final )?class \\w+| void (\\w+)\\(")
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow();
        return next.group(1) == null ? "" : "." + next.group(1);
    }
}
