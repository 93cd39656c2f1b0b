/** Tests of the linter around its rules. */
@NullMarked
package dev.bellows.lint;

import org.jspecify.annotations.NullMarked;
