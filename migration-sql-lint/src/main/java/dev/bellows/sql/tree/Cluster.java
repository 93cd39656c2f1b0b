package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * CLUSTER: https://www.postgresql.org/docs/18/sql-cluster.html
 *
 * @param table null for all that were clustered before
 */
public record Cluster(
        @Nullable QualifiedName table, @Nullable Identifier index, Place place) implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(table).and(index);
    }
}
