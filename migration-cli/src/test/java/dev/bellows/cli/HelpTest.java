package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.cli.Caller.Ended;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class HelpTest {
    private static final int TERMINAL = 80;

    private static Ended call(String... arguments) {
        return new Caller(Map.of(), Path.of("").toAbsolutePath(), null).call(arguments);
    }

    static CommandLine line() {
        return Commands.of(
                new BellowsCommand(),
                new Surroundings(
                        System.in, System.out, System.err, Map.of(), Path.of("").toAbsolutePath(), Screen.NONE));
    }

    static Set<String> commands() {
        return line().getSubcommands().keySet();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void eachCommandHasAHelpWithAnExampleThatFits(String command) {
        Ended ended = call(command, "--help");

        assertThat(ended.exit()).isZero();
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .startsWith("Usage: bellows " + command)
                .contains("Example", "  bellows " + command + " ")
                .contains("--url=URL");
        assertThat(ended.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TERMINAL));
        assertThat(call("help", command)).isEqualTo(ended);
    }

    @Test
    void theHelpOfAllListsThemBeforeTheOptions() {
        Ended ended = call("help");

        assertThat(ended.exit()).isZero();
        assertThat(ended.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(TERMINAL));
        assertThat(ended.out()).containsSubsequence("Commands:", "Common options:", "The common flow:", "Exit codes:");
        assertThat(call("--help")).isEqualTo(ended);
    }

    @Test
    void anExampleCanBeTyped() {
        List<String> examples = Stream.concat(Stream.of(line()), line().getSubcommands().values().stream())
                .flatMap(command ->
                        Stream.of(command.getCommandSpec().usageMessage().footer()))
                .filter(example -> example.startsWith("  bellows "))
                .toList();

        assertThat(examples).hasSizeGreaterThanOrEqualTo(commands().size()).allSatisfy(HelpTest::parses);
    }

    /** As a shell would split it, without what is not an argument of ours. */
    private static void parses(String example) {
        String[] words =
                example.replaceAll(" {3,}.*|&&.*|>.*|\\\\$", "").strip().split(" (?=([^\"]*\"[^\"]*\")*[^\"]*$)");
        line().parseArgs(List.of(words).subList(1, words.length).toArray(String[]::new));
    }

    @Test
    void aVersionThatIsAskedForRunsNothingElse() {
        assertThat(call("--version", "apply").out()).startsWith("bellows ");
        assertThat(call("--version", "apply").exit()).isZero();
    }

    @Test
    void whatIsCalledForItsTextIsNeverQuiet() {
        assertThat(call("--quiet", "completion", "bash").out()).contains("complete -F");
        assertThat(call("--quiet", "help", "apply").out()).contains("Usage: bellows apply");
        assertThat(call("--quiet", "version").out()).startsWith("bellows ");
    }
}
