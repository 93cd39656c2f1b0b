package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * OF and NOT OF.
 *
 * @param type null for NOT OF
 */
public record ChangeTypeOf(@Nullable QualifiedName type, Place place) implements AlterTableAction {
    @Override
    public void parts(Parts all) {
        all.and(type);
    }
}
