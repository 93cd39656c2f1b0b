package dev.bellows.effect;

import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.Table;
import dev.bellows.sql.tree.CreateTable;
import dev.bellows.sql.tree.ForeignKeyConstraint;
import dev.bellows.sql.tree.LikeTable;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.PartitionBound;
import dev.bellows.sql.tree.QualifiedName;
import org.jspecify.annotations.Nullable;

/** What CREATE TABLE does to the tables that it names. */
final class CreateTableEffects {
    private final Schema schema;
    private final Effects effects;

    CreateTableEffects(Schema schema, Effects effects) {
        this.schema = schema;
        this.effects = effects;
    }

    void create(CreateTable statement, Nodes nodes) {
        ObjectName own = schema.resolve(statement.name());
        for (ForeignKeyConstraint key : nodes.inside(ForeignKeyConstraint.class)) {
            ObjectName referenced = schema.resolve(key.table());
            if (!referenced.equals(own)) {
                effects.lock(referenced, LockMode.SHARE_ROW_EXCLUSIVE);
            }
        }
        nodes.inside(LikeTable.class)
                .forEach(like -> effects.lock(schema.resolve(like.table()), LockMode.ACCESS_SHARE));
        statement.inherits().forEach(parent -> effects.lock(schema.resolve(parent), LockMode.SHARE_UPDATE_EXCLUSIVE));
        @Nullable QualifiedName whole = statement.partitionOf();
        if (whole != null) {
            partition(schema.resolve(whole), statement.partitionBound());
        }
    }

    /** The default partition is searched for rows that belong into the new one. */
    private void partition(ObjectName whole, @Nullable PartitionBound bound) {
        effects.lock(whole, LockMode.ACCESS_EXCLUSIVE);
        for (Table child : schema.children(whole)) {
            if (bound != null && !bound.isDefault() && schema.defaultPartition(child.name())) {
                effects.lock(child.name(), LockMode.ACCESS_EXCLUSIVE);
                if (!new PartitionProofs(schema).excludes(whole, child.name(), bound)) {
                    effects.scan(child.name());
                }
            }
        }
    }
}
