/**
 * Statements as immutable records: what {@code dev.bellows.sql.SqlParser} makes of a text, and what rules look at. Every
 * record knows its place in the statement; names are as written and as PostgreSQL folds them. No record nests deeper than
 * the parser allows, so that walking, comparing and printing them is safe.
 */
@NullMarked
package dev.bellows.sql.tree;

import org.jspecify.annotations.NullMarked;
