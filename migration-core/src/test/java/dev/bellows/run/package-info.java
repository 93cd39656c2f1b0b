/** What the engine promises, each promise tried on a real server. */
@NullMarked
package dev.bellows.run;

import org.jspecify.annotations.NullMarked;
