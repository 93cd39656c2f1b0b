package dev.bellows.source;

import dev.bellows.model.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The settings beside a script of Flyway's: {@code executeInTransaction=false} in {@code V42__index.sql.conf}. Facts:
 * https://documentation.red-gate.com/flyway/flyway-concepts/migrations/script-configuration.
 *
 * @param outside whether it runs outside a transaction
 * @param placeholders whether Flyway would fill in placeholders
 * @param refusals what else it says
 */
record FlywayConf(boolean outside, boolean placeholders, List<Refusal> refusals) {
    static final String ENDING = ".conf";

    FlywayConf {
        refusals = List.copyOf(refusals);
    }

    /** The name of the file with a script's settings. */
    static String nameFor(SourceFile script) {
        return script.own() + ENDING;
    }

    /** The settings of a script. */
    static FlywayConf of(Folder folder, SourceFile script) {
        @Nullable SourceFile conf = folder.file(script.name() + ENDING);
        if (conf == null) {
            return new FlywayConf(false, true, List.of());
        }
        Reading reading = new Reading(conf);
        folder.read(conf, reading::line);
        return new FlywayConf(reading.outside, reading.placeholders, reading.refusals);
    }

    /** What has been read so far. */
    private static final class Reading {
        private final SourceFile conf;
        private final List<Refusal> refusals = new ArrayList<>();
        private boolean outside;
        private boolean placeholders = true;

        Reading(SourceFile conf) {
            this.conf = conf;
        }

        void line(int number, String text) {
            String line = text.strip();
            if (line.isEmpty() || line.startsWith("#") || line.startsWith("!")) {
                return;
            }
            int equals = line.indexOf('=');
            String key = (equals < 0 ? line : line.substring(0, equals)).strip();
            String value = equals < 0 ? "" : line.substring(equals + 1).strip().toLowerCase(Locale.ROOT);
            boolean yes = value.equals("true");
            boolean truth = yes || value.equals("false");
            if (key.equals("executeInTransaction") && truth) {
                outside = !yes;
            } else if (key.equals("placeholderReplacement") && truth) {
                placeholders = yes;
            } else if (!(key.equals("encoding") && value.equals("utf-8")) && !(key.equals("shouldExecute") && yes)) {
                refusals.add(FileRefusals.foreign(
                        conf,
                        number,
                        "Flyway's setting " + line + " is not one that Bellows knows",
                        "take it out: Bellows reads executeInTransaction and placeholderReplacement, true or false, and"
                                + " text in UTF-8"));
            }
        }
    }
}
