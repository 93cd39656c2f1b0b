package dev.bellows.effect;

import dev.bellows.schema.Index;
import dev.bellows.schema.ObjectName;
import dev.bellows.schema.Schema;
import dev.bellows.sql.tree.AlterPolicy;
import dev.bellows.sql.tree.AlterPublication;
import dev.bellows.sql.tree.AlterSequence;
import dev.bellows.sql.tree.AttachPartition;
import dev.bellows.sql.tree.Grant;
import dev.bellows.sql.tree.ObjectKind;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.SequenceOption;
import dev.bellows.sql.tree.Statement;
import org.jspecify.annotations.Nullable;

/** What statements about other objects lock of the tables that these belong to. */
final class ObjectEffects {
    private static final int GRANT_LOCKS_TABLES = 18;

    private final Schema schema;
    private final int major;
    private final Effects effects;

    ObjectEffects(Schema schema, int major, Effects effects) {
        this.schema = schema;
        this.major = major;
        this.effects = effects;
    }

    void object(Statement statement) {
        if (statement instanceof AlterPublication publication) {
            publication(publication);
        } else if (statement instanceof AlterPolicy policy) {
            effects.lock(schema.resolve(policy.table()), LockMode.ACCESS_EXCLUSIVE);
        } else if (statement instanceof AlterSequence sequence) {
            sequence.options().forEach(this::owner);
        } else if (statement instanceof Grant grant
                && major >= GRANT_LOCKS_TABLES
                && grant.kind() == ObjectKind.TABLE
                && !grant.allInSchema()) {
            grant.objects().forEach(this::granted);
        }
    }

    /** What is sent anew, and what is no longer sent. */
    private void publication(AlterPublication statement) {
        statement.tables().forEach(table -> effects.lock(schema.resolve(table), LockMode.SHARE_UPDATE_EXCLUSIVE));
        if (statement.action().equals("SET") && !statement.tables().isEmpty()) {
            schema.published(statement.name().name())
                    .forEach(table -> effects.lock(table, LockMode.SHARE_UPDATE_EXCLUSIVE));
        }
    }

    private void owner(SequenceOption option) {
        @Nullable String owner = option.value();
        if (option.name().equals("OWNED BY") && owner != null && owner.contains(".")) {
            String[] parts = owner.split("\\.", -1);
            String table = parts[parts.length - 2];
            ObjectName name = new ObjectName(parts.length > 2 ? parts[0] : ObjectName.PUBLIC, table);
            effects.lock(name, LockMode.ACCESS_SHARE);
        }
    }

    private void granted(ObjectReference table) {
        if (table.name() != null && schema.object(schema.resolve(table.name())).isPresent()) {
            effects.lock(schema.resolve(table.name()), LockMode.ACCESS_SHARE);
        }
    }

    /** The index of a partition becomes part of that of the whole. */
    void attach(Index whole, AttachPartition attach) {
        effects.lock(whole.table(), LockMode.ACCESS_SHARE);
        schema.index(schema.resolve(attach.partition()))
                .ifPresent(index -> effects.lock(index.table(), LockMode.ACCESS_SHARE));
    }
}
