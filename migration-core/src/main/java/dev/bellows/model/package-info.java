/**
 * What the engine speaks of: versions, migrations, ledger entries, settings, reports and the exceptions that carry
 * them. Immutable values at the bottom of the house; nothing here knows SQL, files or connections.
 */
@NullMarked
package dev.bellows.model;

import org.jspecify.annotations.NullMarked;
