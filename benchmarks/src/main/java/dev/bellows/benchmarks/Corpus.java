package dev.bellows.benchmarks;

import dev.bellows.lint.LintScript;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.rules.Examples;
import dev.bellows.lint.rules.Pages;
import dev.bellows.sql.LooseScript;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * The SQL files of a folder.
 *
 * @param files in the order of their names
 */
record Corpus(List<Path> files) {
    /** How many files are made where none are given. */
    static final int FILES = 1_000;

    Corpus {
        files = List.copyOf(files);
    }

    static Corpus in(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return new Corpus(entries.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList());
        }
    }

    /** Writes the examples of the rules over and over, each as a migration of its own, on the schema that they are about. */
    static Corpus ofExamples(Path folder) throws IOException {
        List<String> texts = new ArrayList<>();
        for (RuleInfo rule : Pages.infos()) {
            for (String example : examples(rule.id())) {
                texts.addAll(Examples.files(example).values());
            }
        }
        Files.writeString(folder.resolve("0000_schema.sql"), Examples.schema());
        for (int i = 1; i < FILES; i++) {
            Files.writeString(
                    folder.resolve(String.format(Locale.ROOT, "%04d_change.sql", i)),
                    texts.get((i - 1) % texts.size()));
        }
        return in(folder);
    }

    /** What the linter finds without a rule has no examples. */
    private static List<String> examples(String rule) {
        try {
            return List.of(Examples.bad(rule), Examples.good(rule));
        } catch (IllegalArgumentException none) {
            return List.of();
        }
    }

    /** All of it in memory, as migrations that follow each other. */
    List<LintScript> scripts() throws IOException {
        List<LintScript> scripts = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            scripts.add(new LintScript(
                    files.get(i).getFileName().toString(),
                    String.valueOf(i + 1),
                    LooseScript.Text.of(Files.readString(files.get(i))),
                    null,
                    LintScript.Role.JUDGED));
        }
        return scripts;
    }
}
