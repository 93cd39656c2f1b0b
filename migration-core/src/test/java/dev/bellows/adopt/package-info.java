/** Databases that other tools made are taken over: by the tools themselves where Java has them, else by their tables. */
@NullMarked
package dev.bellows.adopt;

import org.jspecify.annotations.NullMarked;
