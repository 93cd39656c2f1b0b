/** Tests of the package of the same name. */
@NullMarked
package dev.bellows.cli.lint;

import org.jspecify.annotations.NullMarked;
