/**
 * Two releases of one small server, old and new side by side: the expand lets both work, and the contract waits until the
 * last instance of the old one has gone.
 */
@NullMarked
package dev.bellows.samples.rollout;

import org.jspecify.annotations.NullMarked;
