package dev.bellows.effect;

import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.CreateMaterializedView;
import dev.bellows.sql.tree.CreatePolicy;
import dev.bellows.sql.tree.CreatePublication;
import dev.bellows.sql.tree.CreateRule;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.CreateTableAs;
import dev.bellows.sql.tree.CreateTrigger;
import dev.bellows.sql.tree.CreateView;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.Statement;

/** What CREATE does to the tables that are there already. */
final class CreateEffects {
    private final Schema schema;
    private final Effects effects;

    CreateEffects(Schema schema, Effects effects) {
        this.schema = schema;
        this.effects = effects;
    }

    boolean creates(Statement statement, Nodes nodes) {
        if (statement instanceof CreateTable table) {
            new CreateTableEffects(schema, effects).create(table, nodes);
        } else if (statement instanceof CreateIndex index) {
            ObjectName table = schema.resolve(index.table().name());
            LockMode mode = index.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE;
            new MaintenanceEffects(schema, effects)
                    .build(table, mode, !index.table().only());
        } else if (statement instanceof CreateTrigger trigger) {
            effects.lock(schema.resolve(trigger.table()), LockMode.SHARE_ROW_EXCLUSIVE);
        } else if (statement instanceof CreateRule rule) {
            effects.lock(schema.resolve(rule.table()), LockMode.ACCESS_EXCLUSIVE);
        } else if (statement instanceof CreatePolicy policy) {
            effects.lock(schema.resolve(policy.table()), LockMode.ACCESS_EXCLUSIVE);
        } else if (statement instanceof CreateView view) {
            new RowEffects(schema, effects).reads(nodes);
            replaced(view);
        } else if (statement instanceof CreateMaterializedView || statement instanceof CreateTableAs) {
            new RowEffects(schema, effects).reads(nodes);
        } else if (statement instanceof CreatePublication publication) {
            publication.tables().forEach(table -> effects.lock(schema.resolve(table), LockMode.SHARE_UPDATE_EXCLUSIVE));
        } else {
            return false;
        }
        return true;
    }

    private void replaced(CreateView view) {
        ObjectName name = schema.resolve(view.name());
        if (view.replace() && schema.object(name).isPresent()) {
            effects.lock(name, LockMode.ACCESS_EXCLUSIVE);
        }
    }
}
