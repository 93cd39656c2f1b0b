/**
 * The append-only table of what happened, its fence and its hash chain. The only code that touches our tables; it works
 * on a connection that somebody else opened, and never begins or ends a transaction.
 */
@NullMarked
package dev.bellows.ledger;

import org.jspecify.annotations.NullMarked;
