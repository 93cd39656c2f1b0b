/**
 * A PostgreSQL server for people who have none: unpacked, created and kept in a folder of their project, shared by the
 * processes that use it at the same time, and stopped by the last of them.
 */
@NullMarked
package dev.bellows.cli.embedded;

import org.jspecify.annotations.NullMarked;
