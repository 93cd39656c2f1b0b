/** Tests of the package of the same name. */
@NullMarked
package dev.bellows.cli.text;

import org.jspecify.annotations.NullMarked;
