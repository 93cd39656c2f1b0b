package dev.bellows.corpus;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A migration as psql runs it.
 *
 * @param version as Bellows writes it
 * @param down null when it has no reverse
 * @param transaction whether each runs in one
 */
record PsqlMigration(String version, Path up, @Nullable Path down, boolean transaction) {}
