/**
 * Tests that read as tables of text and what is expected of it. Those over real migrations run where the environment
 * variable BELLOWS_TESTDATA names a folder with them.
 */
@NullMarked
package dev.bellows.sql.tree;

import org.jspecify.annotations.NullMarked;
