package dev.bellows.lint.rules;

import static dev.bellows.lint.Verdict.ADVICE;

import dev.bellows.lint.Findings;
import dev.bellows.lint.Rule;
import dev.bellows.lint.RuleInfo;
import dev.bellows.lint.Scope;
import dev.bellows.lint.Way;
import dev.bellows.sql.tree.AlterDatabase;
import dev.bellows.sql.tree.AlterRole;
import dev.bellows.sql.tree.Explain;
import dev.bellows.sql.tree.FunctionCall;
import dev.bellows.sql.tree.Literal;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.SetSetting;
import dev.bellows.sql.tree.Statement;

/** session_replication_role: triggers and foreign keys do nothing in this session. */
final class ReplicationRole implements Rule {
    private static final String SETTING = "session_replication_role";

    private static final RuleInfo INFO = RuleInfo.of(
                    "replication-role", "Triggers and foreign keys are switched off for a session.", ADVICE)
            .why("""
                    With `session_replication_role = replica` no ordinary trigger fires and no foreign key is checked for what the
                    session writes. Rows come in that break foreign keys, and nothing ever looks again. It needs a superuser or a role
                    that was granted it.""")
            .who("Whoever joins those tables later, and whoever relies on what the triggers keep in step.")
            .way("Write rows in an order that the foreign keys accept; for cycles, make the constraints deferrable.")
            .cost("Some thought on the order.");

    @Override
    public RuleInfo info() {
        return INFO;
    }

    @Override
    public void check(Statement statement, Scope scope, Findings findings) {
        if (statement instanceof SetSetting setting) {
            if (setting.name().equals(SETTING)
                    && !setting.reset()
                    && setting.values().stream().anyMatch(ReplicationRole::changes)) {
                add(setting.place(), "for what this migration writes", findings);
            }
        } else if (statement instanceof AlterRole role && SETTING.equals(role.setting())) {
            add(role.place(), "for what that role writes from its next session on", findings);
        } else if (statement instanceof AlterDatabase database && SETTING.equals(database.setting())) {
            add(database.place(), "for what anybody writes from the next session on", findings);
        } else if (!(statement instanceof Explain)) {
            for (FunctionCall call : scope.inside(FunctionCall.class)) {
                if (call.name().name().equals("set_config")
                        && call.arguments().size() > 1
                        && call.arguments().get(0) instanceof Literal name
                        && name.value().equalsIgnoreCase(SETTING)
                        && call.arguments().get(1) instanceof Literal value
                        && changes(value.value())) {
                    add(call.place(), "for what this migration writes", findings);
                }
            }
        }
    }

    private static boolean changes(String value) {
        return !value.equalsIgnoreCase("origin") && !value.equalsIgnoreCase("local");
    }

    private static void add(Place place, String forWhat, Findings findings) {
        findings.add(
                place,
                "no trigger fires and no foreign key is checked " + forWhat,
                Way.NONE.then("leave it out, and write the rows in an order that the foreign keys accept"));
    }
}
