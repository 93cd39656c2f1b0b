/**
 * A real PostgreSQL for tests: one server for the whole run, and a database and a folder of its own for every test.
 * Packaged as the test-jar, so that the command line and the samples tell their stories with the same words.
 */
@NullMarked
package dev.bellows.testkit;

import org.jspecify.annotations.NullMarked;
