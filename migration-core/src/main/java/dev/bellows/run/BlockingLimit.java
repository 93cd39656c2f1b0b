package dev.bellows.run;

import dev.bellows.model.Timeouts;
import dev.bellows.plan.Step;
import dev.bellows.quarantine.Stored;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a transaction may stop readers or writers, and who says so: a file's directive wins over the settings.
 *
 * @param atMost zero for as long as it takes
 * @param file whose directive says so; null where the settings do
 * @param again whether a file is applied again, that must not change: what waits for it is what it made
 */
record BlockingLimit(Duration atMost, @Nullable String file, boolean again) {
    /** A smaller limit lets columns be copied in batches, and then there is less to do under the lock. */
    private static final Duration SMALL = Duration.ofSeconds(1);

    private static final Duration USUAL_RAISE = Duration.ofSeconds(30);

    static BlockingLimit of(Step step) {
        boolean own = step.script().outline().directives().maxBlocking() != null;
        return new BlockingLimit(step.maxBlocking(), own ? step.script().name() : null, !step.down());
    }

    static BlockingLimit of(Timeouts timeouts) {
        return new BlockingLimit(timeouts.maxBlocking(), null, false);
    }

    /** How to let something come back that takes longer, in a phrase. */
    String allowing(String atMost, Stored stored) {
        if (file == null) {
            return "allow it, when the application can wait: BELLOWS_MAX_BLOCKING=" + atMost
                    + " (or '-- bellows:max-blocking' in a down file)";
        }
        return again
                ? "'-- bellows:max-blocking' in " + file
                        + " allows no more, and to a changed file nothing comes back by itself:"
                        + " when the application can wait: BELLOWS_MAX_BLOCKING=" + atMost
                        + " bellows quarantine restore "
                        + stored.kept().name() + "; then, if that is all that the file does: bellows resolve "
                        + stored.kept().migration() + " --as applied"
                : "allow it, when the application can wait: '-- bellows:max-blocking " + atMost + "' in " + file;
    }

    /** How to raise it, in a phrase. */
    String raising() {
        return "raise the limit" + (file == null ? "" : " in " + file) + " with '-- bellows:max-blocking " + larger()
                + "'";
    }

    /** How to raise it where a copy in batches goes on only with an unchanged file, in a phrase. */
    String raisingForCopy() {
        return file == null
                ? "with a larger BELLOWS_MAX_BLOCKING (above the file, '-- bellows:max-blocking " + larger()
                        + "', it begins anew)"
                : "with a larger '-- bellows:max-blocking' in " + file + ", such as " + larger()
                        + " (the copy then begins anew)";
    }

    /** What to ask for where it was too little. */
    String larger() {
        Duration twice = atMost.multipliedBy(2);
        return (twice.compareTo(USUAL_RAISE) < 0 ? USUAL_RAISE : twice).toSeconds() + "s";
    }

    /** How to keep a column's values in less time under a lock, in a phrase. */
    String lowering() {
        return atMost.compareTo(SMALL) > 0
                ? "a column's values are copied in batches beforehand where the limit is smaller: '-- bellows:max-blocking 1s'"
                        + (file == null ? "" : " in " + file)
                : "run it in a quieter hour, or " + raising();
    }
}
