package dev.bellows.effect;

import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.schema.SchemaObject;
import dev.bellows.schema.Table;
import dev.bellows.schema.View;
import dev.bellows.sql.tree.Comment;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Rename;
import dev.bellows.sql.tree.SetSchema;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What RENAME, SET SCHEMA and COMMENT lock. */
final class NameEffects {
    private final Schema schema;
    private final Effects effects;

    NameEffects(Schema schema, Effects effects) {
        this.schema = schema;
        this.effects = effects;
    }

    void rename(Rename rename) {
        switch (rename.kind()) {
            case TABLE, COLUMN, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE, TABLE_CONSTRAINT ->
                named(rename.object().name()).ifPresent(name -> {
                    effects.lock(name, LockMode.ACCESS_EXCLUSIVE);
                    if (rename.part() != null) {
                        children(name);
                    }
                });
            case TRIGGER, RULE, POLICY -> {
                @Nullable QualifiedName of = rename.object().of();
                if (of != null) {
                    effects.lock(schema.resolve(of), LockMode.ACCESS_EXCLUSIVE);
                }
            }
            default -> {
                // An index is renamed under a lock of its own; nobody else waits.
            }
        }
    }

    void comment(Comment comment) {
        @Nullable QualifiedName of = comment.object().of();
        Optional<ObjectName> relation = named(of != null ? of : comment.object().name());
        switch (comment.object().kind()) {
            case TABLE, VIEW, MATERIALIZED_VIEW, FOREIGN_TABLE, COLUMN, TABLE_CONSTRAINT, TRIGGER, RULE, POLICY ->
                relation.ifPresent(name -> effects.lock(name, LockMode.SHARE_UPDATE_EXCLUSIVE));
            default -> {
                // No table is locked.
            }
        }
    }

    private void children(ObjectName name) {
        for (Table child : schema.children(name)) {
            effects.lock(child.name(), LockMode.ACCESS_EXCLUSIVE);
            children(child.name());
        }
    }

    private Optional<ObjectName> named(@Nullable QualifiedName name) {
        return Optional.ofNullable(name).map(schema::resolve).filter(each -> {
            SchemaObject object = schema.object(each).orElse(null);
            return object instanceof Table || object instanceof View;
        });
    }

    void setSchema(SetSchema move) {
        named(move.object().name()).ifPresent(name -> effects.lock(name, LockMode.ACCESS_EXCLUSIVE));
    }
}
