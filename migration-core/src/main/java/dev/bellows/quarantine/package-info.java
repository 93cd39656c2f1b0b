/**
 * Where dropped data waits. A table moves to a schema of its own, a column's values are copied there or the column stays under
 * another name; the ledger's entry holds the statements that bring it back.
 */
@NullMarked
package dev.bellows.quarantine;

import org.jspecify.annotations.NullMarked;
