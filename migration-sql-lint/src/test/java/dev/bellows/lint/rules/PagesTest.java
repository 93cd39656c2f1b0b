package dev.bellows.lint.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bellows.lint.RuleInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The pages in {@code docs/rules} are those that the rules and their examples make. With {@code -Dbellows.write-pages=true}
 * they are written instead of compared.
 */
class PagesTest {
    private static final Path FOLDER = Path.of("..", "docs", "rules");

    static Stream<String> rules() {
        return Pages.infos().stream().map(RuleInfo::id);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void each_rule_has_its_page(String rule) throws IOException {
        same(rule + ".md", Pages.page(rule).orElseThrow());
    }

    @Test
    void the_list_names_them_all() throws IOException {
        same("README.md", Pages.index());
    }

    @Test
    void no_page_is_left_over() throws IOException {
        try (Stream<Path> pages = Files.list(FOLDER)) {
            assertThat(pages.map(page -> page.getFileName().toString().replace(".md", "")))
                    .containsExactlyInAnyOrderElementsOf(new TreeSet<>(
                            Stream.concat(rules(), Stream.of("README")).toList()));
        }
    }

    @Test
    void every_rule_says_why_who_the_way_and_what_it_costs() {
        List<String> silent = Pages.infos().stream()
                .filter(info -> Stream.of(info.why(), info.who(), info.way(), info.cost())
                        .anyMatch(String::isEmpty))
                .map(RuleInfo::id)
                .toList();

        assertThat(silent).isEmpty();
    }

    private static void same(String name, String text) throws IOException {
        Path page = FOLDER.resolve(name);
        if (Boolean.getBoolean("bellows.write-pages")) {
            Files.createDirectories(FOLDER);
            Files.writeString(page, text);
        }
        assertThat(page)
                .as("write it anew: mvn test -Dtest=PagesTest -Dbellows.write-pages=true")
                .hasContent(text);
    }
}
