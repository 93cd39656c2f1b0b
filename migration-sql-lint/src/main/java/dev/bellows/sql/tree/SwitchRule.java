package dev.bellows.sql.tree;

/**
 * ENABLE and DISABLE RULE.
 *
 * @param state ENABLE, ENABLE ALWAYS, ENABLE REPLICA or DISABLE
 */
public record SwitchRule(String state, Identifier rule, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(rule);
    }
}
