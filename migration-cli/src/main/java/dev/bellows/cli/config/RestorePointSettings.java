package dev.bellows.cli.config;

import dev.bellows.sql.Durations;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The command that makes a restore point.
 *
 * @param words the program and its arguments
 * @param folder where it runs: that of the file that names it, or that of the call
 * @param atMost how long it may take; zero for as long as it does
 */
public record RestorePointSettings(List<String> words, RestorePointWhen when, Path folder, Duration atMost) {
    static final Duration USUAL = Duration.ofHours(1);

    public RestorePointSettings {
        words = List.copyOf(words);
    }

    /**
     * What is set.
     *
     * @param problems hears when it is said before what one is made, and not how
     * @return null when none is made
     */
    public static @Nullable RestorePointSettings of(Configuration configuration, Problems problems) {
        List<Value> words = configuration.all(Key.RESTORE_POINT);
        @Nullable Value said = configuration.value(Key.RESTORE_POINT_WHEN).orElse(null);
        RestorePointWhen when = said == null ? RestorePointWhen.CONTRACT : RestorePointWhen.of(said.text());
        if (when == RestorePointWhen.OFF) {
            return null;
        }
        if (words.isEmpty()) {
            if (said != null) {
                problems.add(said.origin() + ": no command is named that makes a restore point\n"
                        + "next: --restore-point COMMAND, or BELLOWS_RESTORE_POINT, or restore-point = [\"PROGRAM\", …]"
                        + " in bellows.toml");
            }
            return null;
        }
        @Nullable String time = configuration.text(Key.RESTORE_POINT_TIMEOUT);
        return new RestorePointSettings(
                words.stream().map(Value::text).toList(),
                when,
                configuration.folder(words.get(0)),
                time == null ? USUAL : Durations.parse(time));
    }
}
