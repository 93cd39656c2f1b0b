/** What git knows of a folder, through its command line. */
@NullMarked
package dev.bellows.cli.git;

import org.jspecify.annotations.NullMarked;
