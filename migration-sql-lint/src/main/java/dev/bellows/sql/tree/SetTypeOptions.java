package dev.bellows.sql.tree;

import java.util.List;

/**
 * SET (…).
 */
public record SetTypeOptions(List<Option> options, Place place) implements AlterTypeAction {
    public SetTypeOptions {
        options = List.copyOf(options);
    }

    @Override
    public void parts(Parts all) {
        all.and(options);
    }
}
