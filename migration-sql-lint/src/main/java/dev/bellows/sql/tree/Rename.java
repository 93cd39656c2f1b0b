package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * Every RENAME.
 *
 * @param kind of what gets the new name
 * @param object what is renamed, or has the part that is
 * @param part the column, attribute or constraint that is renamed; null where the object itself is
 */
public record Rename(
        ObjectKind kind,
        boolean ifExists,
        ObjectReference object,
        @Nullable Identifier part,
        Identifier to,
        boolean cascade,
        Place place)
        implements Statement {
    @Override
    public void parts(Parts all) {
        all.and(object).and(part).and(to);
    }
}
