package dev.bellows.cli;

import dev.bellows.cli.config.CommandWords;
import dev.bellows.cli.config.Key;
import dev.bellows.cli.config.RestorePointWhen;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What makes something to go back to before a run, and before what. */
final class RestorePointOptions {
    @Option(
            names = "--restore-point",
            paramLabel = "COMMAND|contract|always|off",
            converter = Converters.OfRestorePoint.class,
            description =
                    "a command that makes something to go back to before the first contract, such as \"pg_dump -Fc"
                            + " -f before.dump\"; without a shell, quotes keep spaces. Or when the configured one runs: before"
                            + " a contract, always before anything, or not at all. May be given twice, for both")
    private List<String> given = new ArrayList<>();

    /** Adds what was typed; of several commands the last one. */
    void settings(Map<Key, List<String>> settings) {
        for (String text : given) {
            if (RestorePointWhen.WORDS.contains(text)) {
                settings.put(Key.RESTORE_POINT_WHEN, List.of(text));
            } else {
                settings.put(Key.RESTORE_POINT, CommandWords.of(text));
            }
        }
    }

    /** What was typed, for the next command; empty where nothing was, or it may hold a secret. */
    String typed() {
        @Nullable
        String when = given.stream()
                .filter(RestorePointWhen.WORDS::contains)
                .reduce((first, last) -> last)
                .orElse(null);
        return when == null ? "" : " --restore-point " + when;
    }
}
