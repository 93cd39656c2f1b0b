package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * SET DEFAULT and DROP DEFAULT.
 *
 * @param value null for the latter
 */
public record SetDomainDefault(@Nullable Expression value, Place place) implements AlterDomainAction {
    @Override
    public void parts(Parts all) {
        all.and(value);
    }
}
