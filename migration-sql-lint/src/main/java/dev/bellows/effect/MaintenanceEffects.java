package dev.bellows.effect;

import dev.bellows.schema.Index;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.Table;
import dev.bellows.schema.View;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.RefreshMaterializedView;
import dev.bellows.sql.tree.Reindex;
import dev.bellows.sql.tree.Relation;
import dev.bellows.sql.tree.Truncate;
import dev.bellows.sql.tree.Vacuum;

/** What works on a table as a whole: emptying, rebuilding, cleaning. */
final class MaintenanceEffects {
    private final Schema schema;
    private final Effects effects;

    MaintenanceEffects(Schema schema, Effects effects) {
        this.schema = schema;
        this.effects = effects;
    }

    /** With the tables that reference it: CASCADE empties them too. */
    void truncate(Truncate truncate) {
        for (Relation relation : truncate.tables()) {
            truncated(schema.resolve(relation.name()), truncate.cascade(), !relation.only());
        }
    }

    /** An empty file takes the place of the one with the rows. */
    private void truncated(ObjectName name, boolean cascade, boolean children) {
        rewritten(name);
        if (children) {
            schema.children(name).forEach(child -> truncated(child.name(), cascade, true));
        }
        for (Table other : schema.referrers(name)) {
            if (cascade && !other.name().equals(name)) {
                truncated(other.name(), true, true);
            }
        }
    }

    void refresh(RefreshMaterializedView refresh) {
        ObjectName name = schema.resolve(refresh.name());
        effects.lock(name, refresh.concurrently() ? LockMode.EXCLUSIVE : LockMode.ACCESS_EXCLUSIVE);
        if (schema.object(name).orElse(null) instanceof View view) {
            new RowEffects(schema, effects).reads(new Nodes(view.query()));
        }
        if (!refresh.concurrently()) {
            effects.rewrite(name);
        }
    }

    void reindex(Reindex reindex) {
        if (reindex.name() == null) {
            return;
        }
        LockMode mode = reindex.concurrently() ? LockMode.SHARE_UPDATE_EXCLUSIVE : LockMode.SHARE;
        ObjectName name = schema.resolve(reindex.name());
        ObjectName table = schema.index(name).map(Index::table).orElse(name);
        build(table, mode, true);
    }

    /** An index is built by reading its table. */
    void build(ObjectName table, LockMode mode, boolean partitions) {
        effects.lock(table, mode);
        boolean partitioned = schema.table(table)
                .map(each -> each.kind() == Table.Kind.PARTITIONED)
                .orElse(false);
        if (!partitioned) {
            effects.scan(table);
        } else if (partitions) {
            schema.children(table).forEach(child -> build(child.name(), mode, true));
        }
    }

    void vacuum(Vacuum vacuum) {
        for (Relation relation : vacuum.tables()) {
            ObjectName table = schema.resolve(relation.name());
            if (vacuum.full() && !vacuum.onlyAnalyze()) {
                rewritten(table);
            } else {
                effects.lock(table, LockMode.SHARE_UPDATE_EXCLUSIVE);
            }
        }
    }

    void rewritten(ObjectName table) {
        effects.lock(table, LockMode.ACCESS_EXCLUSIVE);
        boolean partitioned = schema.table(table)
                .map(each -> each.kind() == Table.Kind.PARTITIONED)
                .orElse(false);
        if (!partitioned) {
            effects.rewrite(table);
        }
    }
}
