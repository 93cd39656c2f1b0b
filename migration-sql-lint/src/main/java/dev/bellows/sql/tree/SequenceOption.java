package dev.bellows.sql.tree;

import org.jspecify.annotations.Nullable;

/**
 * An option of a sequence or an identity.
 *
 * @param name such as INCREMENT, START, OWNED BY
 * @param value as written
 */
public record SequenceOption(String name, @Nullable String value, Place place) implements Node {}
