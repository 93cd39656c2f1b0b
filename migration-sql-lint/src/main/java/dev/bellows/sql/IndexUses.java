package dev.bellows.sql;

import dev.bellows.sql.TransactionUse.CreateIndexConcurrently;
import dev.bellows.sql.TransactionUse.DropIndexConcurrently;
import dev.bellows.sql.TransactionUse.ReindexConcurrently;
import dev.bellows.sql.TransactionUse.Repeatable;
import dev.bellows.sql.tree.CreateIndex;
import dev.bellows.sql.tree.Drop;
import dev.bellows.sql.tree.Identifier;
import dev.bellows.sql.tree.ObjectReference;
import dev.bellows.sql.tree.Place;
import dev.bellows.sql.tree.QualifiedName;
import dev.bellows.sql.tree.Reindex;
import java.util.Objects;

/** The statements that build and drop indexes. */
final class IndexUses {
    private IndexUses() {}

    static TransactionUse of(CreateIndex statement) {
        Place concurrently = statement.concurrentlyWord();
        if (concurrently == null) {
            return TransactionUses.STRONG;
        }
        Identifier name = statement.name();
        QualifiedName table = statement.table().name();
        return new CreateIndexConcurrently(
                name == null ? null : new Name(null, name.name()),
                statement.ifNotExists(),
                statement.unique(),
                Name.of(table),
                concurrently,
                statement.ifNotExistsWords(),
                name == null ? null : name.place(),
                table.place());
    }

    /** DROP INDEX CONCURRENTLY. */
    static TransactionUse of(Drop statement) {
        return new DropIndexConcurrently(
                statement.objects().stream()
                        .map(ObjectReference::name)
                        .map(name -> Name.of(Objects.requireNonNull(name)))
                        .toList(),
                statement.ifExists());
    }

    static TransactionUse of(Reindex statement) {
        String kind = statement.kind();
        if (statement.concurrently()) {
            return new ReindexConcurrently(kind, statement.name() == null ? null : Name.of(statement.name()));
        }
        return kind.equals("INDEX") || kind.equals("TABLE")
                ? TransactionUses.STRONG
                : new Repeatable("REINDEX " + kind);
    }
}
