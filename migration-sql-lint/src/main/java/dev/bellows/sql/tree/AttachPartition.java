package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * ATTACH PARTITION.
 *
 * @param bound null for an index
 */
public record AttachPartition(
        QualifiedName partition, @Nullable PartitionBound bound, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(partition).and(bound);
    }
}
