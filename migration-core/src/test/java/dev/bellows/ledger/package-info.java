/** What the ledger promises, tried on a real server. */
@NullMarked
package dev.bellows.ledger;

import org.jspecify.annotations.NullMarked;
