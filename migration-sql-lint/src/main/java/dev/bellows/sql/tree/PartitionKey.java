package dev.bellows.sql.tree;

import java.util.List;

/**
 * PARTITION BY.
 *
 * @param strategy range, list or hash
 */
public record PartitionKey(String strategy, List<IndexElement> elements, Place place) implements Node {
    public PartitionKey {
        elements = List.copyOf(elements);
    }

    @Override
    public void parts(Parts all) {
        all.and(elements);
    }
}
