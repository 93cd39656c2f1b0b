/** Tests of the package of the same name. */
@NullMarked
package dev.bellows.cli.restore;

import org.jspecify.annotations.NullMarked;
