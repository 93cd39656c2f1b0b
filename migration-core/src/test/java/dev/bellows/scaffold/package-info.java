/** Scaffolded sets of migrations on a real server, with the code of both releases running. */
@NullMarked
package dev.bellows.scaffold;

import org.jspecify.annotations.NullMarked;
