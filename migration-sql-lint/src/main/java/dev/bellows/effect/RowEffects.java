package dev.bellows.effect;

import dev.bellows.schema.Schema;
import dev.bellows.schema.View;
import dev.bellows.sql.tree.Copy;
import dev.bellows.sql.tree.Delete;
import dev.bellows.sql.tree.Insert;
import dev.bellows.sql.tree.Merge;
import dev.bellows.sql.tree.Nodes;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Query;
import dev.bellows.sql.tree.Statement;
import dev.bellows.sql.tree.Update;

/** What SELECT, INSERT and their like lock. */
final class RowEffects {
    private final Schema schema;
    private final Effects effects;

    RowEffects(Schema schema, Effects effects) {
        this.schema = schema;
        this.effects = effects;
    }

    /** Whether the statement changes or reads rows, and was told as that; WITH may hold more of it. */
    boolean rows(Statement statement, Nodes nodes) {
        boolean readsOrWrites = statement instanceof Query
                || statement instanceof Insert
                || statement instanceof Update
                || statement instanceof Delete
                || statement instanceof Merge
                || statement instanceof Copy;
        if (readsOrWrites) {
            nodes.inside(Statement.class).forEach(this::writes);
            reads(nodes);
        }
        return readsOrWrites;
    }

    private void writes(Statement statement) {
        if (statement instanceof Insert insert) {
            writes(insert.table());
        } else if (statement instanceof Update update) {
            writes(update.table().name());
        } else if (statement instanceof Delete delete) {
            writes(delete.table().name());
        } else if (statement instanceof Merge merge) {
            writes(merge.table().name());
        } else if (statement instanceof Copy copy && copy.table() != null) {
            effects.lock(schema.resolve(copy.table()), copy.from() ? LockMode.ROW_EXCLUSIVE : LockMode.ACCESS_SHARE);
        }
    }

    private void writes(QualifiedName table) {
        effects.lock(schema.resolve(table), LockMode.ROW_EXCLUSIVE);
    }

    /** What it reads, through views too. */
    void reads(Nodes query) {
        boolean locks = query.inside(Query.class).stream().anyMatch(Query::locksRows);
        schema.read(query).forEach(name -> {
            effects.lock(name, locks ? LockMode.ROW_SHARE : LockMode.ACCESS_SHARE);
            if (schema.object(name).orElse(null) instanceof View view && !view.materialized()) {
                reads(new Nodes(view.query()));
            }
        });
    }
}
