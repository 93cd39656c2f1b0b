/**
 * From a URL, a user and a password to the driver's data source. The only place of the command line that knows JDBC, and
 * the one that keeps passwords out of what is printed.
 */
@NullMarked
package dev.bellows.cli.connect;

import org.jspecify.annotations.NullMarked;
