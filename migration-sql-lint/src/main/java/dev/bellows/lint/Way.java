package dev.bellows.lint;

import dev.bellows.sql.Phase;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The safe way, step by step, with the user's own names.
 *
 * @param steps in their order; empty where there is none
 */
public record Way(List<Step> steps) {
    /** No way that could be written down. */
    public static final Way NONE = new Way(List.of());

    /**
     * A migration of its own, or something else to do.
     *
     * @param what as half a sentence, such as {@code fill it in batches}
     * @param phase null for what is no migration: a release, a look at the data
     * @param sql what stands in the migration; empty for what is none
     */
    public record Step(String what, @Nullable Phase phase, String sql) {}

    public Way {
        steps = List.copyOf(steps);
    }

    /** The same, and then something that is no migration. */
    public Way then(String what) {
        return with(new Step(what, null, ""));
    }

    /** The same, and then a migration that breaks nothing. */
    public Way expand(String what, String sql) {
        return with(new Step(what, Phase.EXPAND, sql));
    }

    /** The same, and then a migration that is a contract itself. */
    public Way contract(String what, String sql) {
        return with(new Step(what, Phase.CONTRACT, sql));
    }

    /** The same with the directives that it shows under another prefix: rules write them as they are by default. */
    Way under(String tagPrefix) {
        if (tagPrefix.equals(LintSettings.DEFAULT.tagPrefix())) {
            return this;
        }
        return new Way(steps.stream()
                .map(step ->
                        new Step(directives(step.what(), tagPrefix), step.phase(), directives(step.sql(), tagPrefix)))
                .toList());
    }

    private static String directives(String text, String tagPrefix) {
        return text.replace("-- bellows:", "-- " + tagPrefix + ":");
    }

    private Way with(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Way(more);
    }
}
