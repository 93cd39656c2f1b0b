package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * ADD VALUE.
 *
 * @param neighbour null where it is added at the end
 */
public record AddEnumValue(
        boolean ifNotExists,
        String value,
        boolean before,
        @Nullable String neighbour,
        Place place) implements AlterTypeAction {}
