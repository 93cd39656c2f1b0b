/**
 * PostgreSQL scripts as data: tokens, statements with their spans, directives, and what a statement means for
 * transactions. Text in, data out; nothing here touches a file or a database.
 */
@NullMarked
package dev.bellows.sql;

import org.jspecify.annotations.NullMarked;
