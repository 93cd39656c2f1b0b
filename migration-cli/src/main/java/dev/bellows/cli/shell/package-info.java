/** What shells and manuals want to know of the command line: completion scripts. */
@NullMarked
package dev.bellows.cli.shell;

import org.jspecify.annotations.NullMarked;
