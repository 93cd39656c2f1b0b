/** Tests of the rules: each finds what its example shows, and nothing in the safe one. */
@NullMarked
package dev.bellows.lint.rules;

import org.jspecify.annotations.NullMarked;
