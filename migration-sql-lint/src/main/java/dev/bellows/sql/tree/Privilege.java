package dev.bellows.sql.tree;

import java.util.List;

/**
 * A privilege, or a role that is granted.
 *
 * @param name in upper case, {@code ALL} for all; a role as it is folded
 */
public record Privilege(String name, List<Identifier> columns, Place place) implements Node {
    public Privilege {
        columns = List.copyOf(columns);
    }

    @Override
    public void parts(Parts all) {
        all.and(columns);
    }
}
