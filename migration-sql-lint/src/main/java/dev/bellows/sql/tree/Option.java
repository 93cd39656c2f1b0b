package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * One of the options that many statements take.
 *
 * @param name in lower case, with a prefix such as {@code toast.}
 * @param value as written, strings without quotes; null where none is given
 */
public record Option(String name, @Nullable String value, Place place) implements Node {}
