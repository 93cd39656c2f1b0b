/** A command of the user's that makes what a database can be brought back to. */
@NullMarked
package dev.bellows.cli.restore;

import org.jspecify.annotations.NullMarked;
