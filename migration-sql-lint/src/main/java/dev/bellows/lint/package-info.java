/**
 * Finds what can go wrong with migrations before they run: rules look at each statement with the schema that the ones before
 * it have built, and every finding says what breaks, for whom, and what to write instead. Text in, data out.
 */
@NullMarked
package dev.bellows.lint;

import org.jspecify.annotations.NullMarked;
