package dev.bellows.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the shells themselves offer, with the scripts that {@code bellows completion} prints. */
class CompletionTest {
    /** Candidates by what was typed; a folder and a file are in the working directory. */
    private static final Map<String, String> OFFERED = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "bellows ",
                    "adopt apply baseline can-run completion config down gate help lint new quarantine resolve squash status validate version wait"),
            Map.entry("bellows ap", "apply"),
            Map.entry("bellows --json stat", "status"),
            Map.entry("bellows --env apply stat", "status"),
            Map.entry("bellows apply --ph", "--phase"),
            Map.entry("bellows apply --phase ", "all contract expand"),
            Map.entry("bellows --url postgresql://me@host/shop apply --dr", "--dry-run"),
            Map.entry("bellows status --dr", ""),
            Map.entry("bellows status --layout b", "bellows"),
            Map.entry("bellows status --user ", ""),
            Map.entry("bellows status --migrations ", "migrations"),
            Map.entry("bellows status --classpath ", "migrations secret.txt"),
            Map.entry("bellows status --password-file ", "migrations secret.txt"),
            Map.entry("bellows resolve 3 --as ", "applied resume-at: reverted"),
            Map.entry("bellows quarantine ", "purge restore"),
            Map.entry("bellows quarantine --old", "--older-than"),
            Map.entry("bellows help sta", "status"),
            Map.entry("bellows completion ", "bash fish zsh")));

    /** Before the candidates of each line. */
    private static final String MARK = "\u0001";

    private static final String ASK_BASH = """
            source "$1"
            shift
            [[ $(complete -p bellows) == *_bellows* ]] || echo 'not registered'
            for line; do
                IFS='|' read -ra COMP_WORDS <<<"$line"
                # The last one only keeps an empty word before it.
                COMP_CWORD=$((${#COMP_WORDS[@]} - 2))
                unset 'COMP_WORDS[COMP_CWORD + 1]'
                _bellows 2>/dev/null # outside of a completion compopt complains
                printf '\\001'
                printf '%s\\n' "${COMPREPLY[@]}"
            done
            """;

    private static final String ASK_FISH = """
            source $argv[1]
            for line in $argv[2..]
                printf '\\001'
                complete -C $line
            end
            """;

    /** Types each line into a terminal, lists the choices, and prints what is on the screen then. */
    private static final String ASK_ZSH = """
            zmodload zsh/zpty
            zpty z zsh -f -i
            zpty -w z "PS1='' LISTMAX=1000; unsetopt prompt_sp; stty cols 160 rows 60; fpath=(${1:h} \\$fpath)"
            zpty -w z 'autoload -Uz compinit; compinit -u -D; finished() { print -n FINI""SHED }; zle -N finished'
            zpty -w z "bindkey '^U' kill-whole-line; bindkey '^I' list-choices; bindkey '^G' finished"
            zpty -w z 'zle-line-init() { print -n REA""DY }; zle -N zle-line-init' # once keys are read one by one
            zpty -r z screen '*READY*'
            for line in ${@[2,-1]}; do
                zpty -w -n z $'\\x15'"$line"$'\\t\\x07'
                zpty -r z screen '*FINISHED*'
                print -rn -- $'\\x01'"$screen"
            done
            zpty -d z
            """;

    @TempDir
    private Path folder = Path.of("");

    @TempDir
    private Path scripts = Path.of("");

    @Test
    void bashOffersWhatFits() throws Exception {
        assertThat(bash(OFFERED.keySet())).isEqualTo(OFFERED);
    }

    @Test
    void bashSplitsAtTheEqualsSign() throws Exception {
        Map<String, String> offered =
                Map.of("bellows apply --phase=", "all contract expand", "bellows apply --phase=co", "contract");

        assertThat(bash(offered.keySet())).isEqualTo(offered);
    }

    @Test
    void fishOffersWhatFits() throws Exception {
        Map<String, String> offered = ask(
                OFFERED.keySet(),
                List.of("fish", "--no-config", "-c", ASK_FISH),
                line -> line,
                (line, output) -> output.replaceAll("/?(\t.*)?(?=\n)", ""));

        assertThat(offered).isEqualTo(OFFERED);
    }

    @Test
    void zshOffersWhatFits() throws Exception {
        Map<String, String> offered = ask(
                OFFERED.keySet(), List.of("zsh", "-f", "-c", ASK_ZSH, "zsh"), line -> line, CompletionTest::onScreen);

        assertThat(offered).isEqualTo(OFFERED);
    }

    /** The list stands between the line as it was typed and the line as it is shown again; a choice says what it means. */
    private static String onScreen(String line, String screen) {
        String plain = screen.replaceAll("\u001b\\[[0-9;?]*[A-Za-z]|[\r\b]", "");
        String typed = line.strip();
        int first = plain.indexOf(typed);
        int last = plain.lastIndexOf(typed);
        // Where there is nothing to list, the line is not shown again.
        return first == last
                ? ""
                : plain.substring(first + typed.length(), last).replaceAll(" -- .*|/(?=\\s|$)", "");
    }

    private Map<String, String> bash(Iterable<String> lines) throws Exception {
        return ask(
                lines,
                List.of("bash", "--norc", "-c", ASK_BASH, "bash"),
                // As readline splits them.
                line -> String.join("|", line.split("(?<!^)(?=[=:])|(?<=[=:])| ", -1)) + "|.",
                (line, output) -> output);
    }

    /** What a shell offers for each line. */
    private Map<String, String> ask(
            Iterable<String> lines,
            List<String> shell,
            UnaryOperator<String> argument,
            BiFunction<String, String, String> candidates)
            throws IOException, InterruptedException {
        Processes.assumeInstalled(shell.get(0));
        Files.createDirectories(folder.resolve("migrations"));
        Files.writeString(folder.resolve("secret.txt"), "");
        List<String> command = new ArrayList<>(shell);
        command.add(script(shell.get(0)).toString());
        lines.forEach(line -> command.add(argument.apply(line)));
        String[] answers = Processes.run(folder, command).output().split(MARK, -1);
        Map<String, String> offered = new TreeMap<>();
        int next = 1;
        for (String line : lines) {
            String answer = next < answers.length ? answers[next] : "no answer: " + answers[0];
            offered.put(line, sorted(candidates.apply(line, answer)));
            next++;
        }
        return offered;
    }

    private Path script(String shell) throws IOException {
        String script =
                new Caller(Map.of(), folder, null).call("completion", shell).out();
        return Files.writeString(scripts.resolve("_bellows"), script);
    }

    private static String sorted(String candidates) {
        return Stream.of(candidates.split("\\s+"))
                .filter(word -> !word.isEmpty())
                .sorted()
                .collect(Collectors.joining(" "));
    }
}
