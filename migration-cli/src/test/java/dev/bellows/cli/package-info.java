/** Tests of the command line as a whole: arguments in, streams and exit code out. */
@NullMarked
package dev.bellows.cli;

import org.jspecify.annotations.NullMarked;
