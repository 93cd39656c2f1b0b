package dev.bellows.run;

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
        String file = step.script().name();
        return e instanceof SqlSyntaxException syntax
                ? new Refusal(
                        "syntax",
                        step.migration().label(),
                        file,
                        syntax.line(),
                        syntax.column(),
                        "",
                        syntax.problem(),
                        "correct the file, then: " + again)
                : Refusal.of(
                        "unreadable-file",
                        step.migration().label(),
                        file,
                        e.getMessage() == null ? "it cannot be read" : e.getMessage(),
                        "make the file readable and leave it alone, then: " + again);
    }
}
