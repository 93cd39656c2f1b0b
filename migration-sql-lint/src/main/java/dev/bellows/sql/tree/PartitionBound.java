package dev.bellows.sql.tree;

import java.util.List;

/**
 * Which rows a partition takes.
 *
 * @param values those of IN, FROM and TO
 */
public record PartitionBound(boolean isDefault, List<Expression> values, Place place) implements Node {
    public PartitionBound {
        values = List.copyOf(values);
    }

    @Override
    public void parts(Parts all) {
        all.and(values);
    }
}
