/**
 * Writes the safe way into the migrations where that is mechanical and certain: texts in, texts out. What it writes is judged again, and
 * a file that would be worse for it stays as it is.
 */
@NullMarked
package dev.bellows.lint.fix;

import org.jspecify.annotations.NullMarked;
