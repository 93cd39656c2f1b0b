/** Tests of the package of the same name. */
@NullMarked
package dev.bellows.cli.json;

import org.jspecify.annotations.NullMarked;
