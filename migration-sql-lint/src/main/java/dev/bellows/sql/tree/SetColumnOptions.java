package dev.bellows.sql.tree;

import java.util.List;

/**
 * ALTER COLUMN … SET (…) and RESET (…).
 */
public record SetColumnOptions(Identifier column, boolean reset, List<Option> options, Place place)
        implements AlterTableAction {
    public SetColumnOptions {
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(column).and(options);
    }
}
