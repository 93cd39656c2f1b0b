/**
 * The command line: arguments become settings, reports become text or JSON, and an exit code. It decides nothing about
 * migrations; that is the engine's.
 */
@NullMarked
package dev.bellows.cli;

import org.jspecify.annotations.NullMarked;
