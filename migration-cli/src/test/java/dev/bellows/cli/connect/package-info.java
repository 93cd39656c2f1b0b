/** Tests of the package of the same name. */
@NullMarked
package dev.bellows.cli.connect;

import org.jspecify.annotations.NullMarked;
