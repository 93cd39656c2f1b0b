package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * SET ACCESS METHOD.
 *
 * @param method null for DEFAULT
 */
public record SetAccessMethod(@Nullable Identifier method, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(method);
    }
}
