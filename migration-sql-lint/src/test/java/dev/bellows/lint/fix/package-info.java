/** What is mended, and what is left alone. */
@NullMarked
package dev.bellows.lint.fix;

import org.jspecify.annotations.NullMarked;
