package dev.bellows.cli;

import dev.bellows.cli.text.PlanText;
import dev.bellows.cli.text.RestorePointText;
import dev.bellows.model.Losses;
import dev.bellows.model.Refusal;
import dev.bellows.model.RestorePoint;
import dev.bellows.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** Shows what a down would destroy, and gets a person's consent or does without it. */
final class Consent implements BiPredicate<Plan, Losses> {
    private final Call call;
    private final Question question;
    private final String command;
    private @Nullable Losses losses;
    private @Nullable RestorePoint restorePoint;
    private boolean given;

    /**
     * A person's.
     *
     * @param accepted whether nobody is asked
     * @param command what was typed, to be asked again
     */
    Consent(Call call, boolean accepted, String command) {
        this.call = call;
        this.command = command;
        this.question = new Question(call, accepted, null);
    }

    @Override
    public boolean test(Plan plan, Losses found) {
        losses = found;
        restorePoint = plan.restorePoint();
        List<String> lines = new ArrayList<>(PlanText.steps(plan, call.ink()));
        lines.addAll(PlanText.losses(found, call.ink()));
        if (restorePoint != null) {
            lines.add("restore point before this: " + RestorePointText.of(restorePoint));
        }
        given = question.consented(lines, found.any());
        return given;
    }

    boolean given() {
        return given;
    }

    /** What would be lost; null when nothing was to be run. */
    @Nullable
    Losses losses() {
        return losses;
    }

    /** What there is to go back to; null when there is nothing, or nothing was to be run. */
    @Nullable
    RestorePoint restorePoint() {
        return restorePoint;
    }

    /** Why nothing ran. */
    Refusal refusal() {
        return question.refusal(command);
    }
}
