/** Holds the predictions of the linter equal to what real servers do. */
@NullMarked
package dev.bellows.effect;

import org.jspecify.annotations.NullMarked;
