/**
 * A model of how runners, instances and the server work together, small enough to visit all of its states: what can happen
 * ({@link dev.bellows.protocol.Action}), under which rules, and what may never be.
 */
@NullMarked
package dev.bellows.protocol;

import org.jspecify.annotations.NullMarked;
