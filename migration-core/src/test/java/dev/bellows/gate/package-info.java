/** A contract runs only when nothing old is alive: each kind of witness, each moment, on a real server. */
@NullMarked
package dev.bellows.gate;

import org.jspecify.annotations.NullMarked;
