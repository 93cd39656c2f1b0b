package dev.bellows.sql.tree;

/**
 * DETACH PARTITION.
 *
 * @param finalizing FINALIZE
 */
public record DetachPartition(QualifiedName partition, boolean concurrently, boolean finalizing, Place place)
        implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(partition);
    }
}
