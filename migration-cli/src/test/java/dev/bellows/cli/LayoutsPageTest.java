package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.source.Layouts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** {@code docs/layouts.md} and {@code --layout} know the layouts that there are. */
class LayoutsPageTest {
    @Test
    void thePageHasEachLayoutInItsOrder() throws IOException {
        String page = Files.readString(Path.of("../docs/layouts.md"));
        List<String> names = Pattern.compile("(?m)^\\| `([a-z][a-z-]+)` \\|")
                .matcher(page)
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();

        assertThat(names).isEqualTo(Layouts.names().subList(1, Layouts.names().size()));
    }

    @Test
    void theOptionNamesEachLayout() {
        String label = new CommandLine(new Options())
                .getCommandSpec()
                .findOption("--layout")
                .paramLabel();

        assertThat(label).isEqualTo(String.join("|", Layouts.names()));
    }
}
