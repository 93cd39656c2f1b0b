package dev.bellows.sql.tree;

import java.util.List;

/**
 * SET (…) and RESET (…).
 */
public record SetParameters(boolean reset, List<Option> parameters, Place place) implements AlterTableAction {
    public SetParameters {
        parameters = List.copyOf(parameters);
    }

    @Override
    public void parts(Parts all) {
        all.and(parameters);
    }
}
