package dev.bellows.run;

import dev.bellows.model.MigrationLabel;
import dev.bellows.model.Refusal;
import dev.bellows.plan.Step;
import dev.bellows.sql.SqlSyntaxException;

/** A step's file that cannot be read to its end, or not understood: nothing more of it runs. */
final class Unreadable {
    private Unreadable() {}

    /**
     * The refusal.
     *
     * @param e what is wrong with it
     * @param again what goes on then, as a command
     */
    static Refusal refusal(Step step, Exception e, String again) {
        return refusal(step.migration().label(), step.script().name(), e, again);
    }

    /** Likewise of a file beside a migration. */
    static Refusal refusal(MigrationLabel migration, String file, Exception e, String again) {
        return e instanceof SqlSyntaxException syntax
                ? new Refusal(
                        "syntax",
                        migration,
                        file,
                        syntax.line(),
                        syntax.column(),
                        "",
                        syntax.problem(),
                        "correct the file, then: " + again)
                : Refusal.of(
                        "unreadable-file",
                        migration,
                        file,
                        e.getMessage() == null ? "it cannot be read" : e.getMessage(),
                        "make the file readable and leave it alone, then: " + again);
    }
}
