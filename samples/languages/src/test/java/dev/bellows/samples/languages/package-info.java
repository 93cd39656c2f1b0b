/** The examples in other languages, executed. */
@NullMarked
package dev.bellows.samples.languages;

import org.jspecify.annotations.NullMarked;
