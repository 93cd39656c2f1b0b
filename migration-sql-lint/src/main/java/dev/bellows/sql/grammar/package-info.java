/**
 * PostgreSQL's lexical structure and its statements as ANTLR grammars, with the parts of them that are counted, searched for
 * or checked in Java. Code outside reads statements through {@code dev.bellows.sql}.
 */
@NullMarked
package dev.bellows.sql.grammar;

import org.jspecify.annotations.NullMarked;
