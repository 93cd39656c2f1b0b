/** What {@code bellows lint} does besides judging: it chooses what is judged, and gathers what was found. */
@NullMarked
package dev.bellows.cli.lint;

import org.jspecify.annotations.NullMarked;
