package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a routine, or a column of its result.
 *
 * @param mode IN, OUT, INOUT, VARIADIC or TABLE
 */
public record RoutineParameter(
        String mode,
        @Nullable Identifier name,
        DataType type,
        @Nullable Expression defaultValue,
        Place place) implements Node {
    @Override
    public void parts(Parts all) {
        all.and(name).and(type).and(defaultValue);
    }
}
