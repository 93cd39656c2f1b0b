/** One baseline file in place of many migrations: made on a scratch database, and proven on another. */
@NullMarked
package dev.bellows.cli.squash;

import org.jspecify.annotations.NullMarked;
