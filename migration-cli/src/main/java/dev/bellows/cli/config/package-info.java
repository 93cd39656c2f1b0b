/**
 * What is set, and where: options, {@code BELLOWS_…} variables, {@code bellows.toml} and libpq's {@code PG…} variables, in
 * this order. Each value remembers where it came from, so that messages can say it. Nothing unknown is passed over in
 * silence.
 */
@NullMarked
package dev.bellows.cli.config;

import org.jspecify.annotations.NullMarked;
