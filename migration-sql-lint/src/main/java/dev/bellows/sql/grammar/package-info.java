/**
 * PostgreSQL's lexical structure as an ANTLR grammar, with the parts of it that are counted or searched for in Java. Code
 * outside reads statements through {@code dev.bellows.sql}.
 */
@NullMarked
package dev.bellows.sql.grammar;

import org.jspecify.annotations.NullMarked;
