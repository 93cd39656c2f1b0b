package dev.bellows.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class CommandWordsTest {
    @Test
    void spacesSeparateAndQuotesKeepThem() {
        assertThat(CommandWords.of("  pg_dump\t-Fc -f 'before it.dump'  "))
                .containsExactly("pg_dump", "-Fc", "-f", "before it.dump");
        assertThat(CommandWords.of("a\"b 'c\"d'e \"f' ''")).containsExactly("ab 'cde \"f", "");
    }

    @Test
    void nothingElseMeansAnything() {
        assertThat(CommandWords.of("sh -c $HOME * \\ ~ ; | `id` C:\\x"))
                .containsExactly("sh", "-c", "$HOME", "*", "\\", "~", ";", "|", "`id`", "C:\\x");
    }

    @Test
    void whatIsJoinedIsReadAgain() {
        for (List<String> words : List.of(
                List.of("pg_dump", "-f", "a b"), List.of("", "it's", "\"x\" 'y'", "$HOME"), List.of("line\nbreak"))) {
            assertThat(CommandWords.of(CommandWords.joined(words))).isEqualTo(words);
        }
    }

    @Test
    void aQuoteHasAnEnd() {
        assertThatThrownBy(() -> CommandWords.of("a 'b")).hasMessage("a quote (') has no end");
        assertThatThrownBy(() -> CommandWords.of("  ")).hasMessage("it is empty");
    }
}
