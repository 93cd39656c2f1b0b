package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Hit;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.sql.tree.AlterTable;
import dev.bellows.sql.tree.AlterTableAction;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.SwitchRule;
import dev.bellows.sql.tree.SwitchTrigger;
import org.jspecify.annotations.Nullable;

/** Triggers and rules that are switched off, or on for other sessions than before. */
final class DisableTriggers implements Rule {
    private static final RuleInfo INFO = RuleInfo.of(
                    "disable-triggers", "Triggers or rules of a table are switched off.", ADVICE)
            .why("""
                    What the trigger keeps in step or refuses is no longer kept or refused, for everybody and until somebody enables it
                    again. `DISABLE TRIGGER ALL` switches foreign keys off too: rows come in that break them, and nothing ever
                    looks again. `ENABLE REPLICA` and `ENABLE ALWAYS` change for whom a trigger fires.""")
            .who("Whoever relies on what the trigger or the foreign key promises, when the damage is found.")
            .way("""
                    Let the trigger's own function pass over what the migration writes, by a setting that only it sets; or drop the
                    trigger, tagged as a contract, when it is no longer wanted.""")
            .cost("A condition in the trigger's function.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof AlterTable alter
                && !scope.unused(alter.relation().name())) {
            String table = scope.text(alter.relation().name());
            for (AlterTableAction action : alter.actions()) {
                @Nullable String message = message(action, table);
                if (message != null) {
                    findings.add(Hit.at(action.place(), message)
                            .assuming(scope.assumed(alter.relation().name())));
                }
            }
        }
    }

    private static @Nullable String message(AlterTableAction action, String table) {
        if (action instanceof SwitchTrigger trigger) {
            return switch (trigger.state()) {
                case "DISABLE" -> disabled(trigger, table);
                case "ENABLE" -> null;
                default -> fires(trigger.state(), what(trigger), table);
            };
        } else if (action instanceof SwitchRule rule) {
            return switch (rule.state()) {
                case "DISABLE" ->
                    "the rule " + rule.rule().written() + " of " + table + " no longer works, for anybody";
                case "ENABLE" -> null;
                default -> fires(rule.state(), "the rule " + rule.rule().written(), table);
            };
        }
        return null;
    }

    private static String disabled(SwitchTrigger trigger, String table) {
        return trigger.trigger() == null && !trigger.onlyUser()
                ? "no trigger of " + table + " fires, and its foreign keys are not checked, for anybody"
                : what(trigger) + " of " + table + " no longer fire" + (trigger.trigger() == null ? "" : "s")
                        + ", for anybody";
    }

    private static String what(SwitchTrigger trigger) {
        return trigger.trigger() == null
                ? "the triggers"
                : "the trigger " + trigger.trigger().written();
    }

    private static String fires(String state, String what, String table) {
        return state.equals("ENABLE REPLICA")
                ? what + " of " + table + " no longer works for what applications write, only for what is replicated"
                : what + " of " + table + " works for replicated changes too";
    }
}
