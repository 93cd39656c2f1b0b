package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * ENABLE and DISABLE TRIGGER.
 *
 * @param state ENABLE, ENABLE ALWAYS, ENABLE REPLICA or DISABLE
 * @param trigger null for ALL and USER
 * @param onlyUser USER rather than ALL
 */
public record SwitchTrigger(String state, @Nullable Identifier trigger, boolean onlyUser, Place place)
        implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(trigger);
    }
}
