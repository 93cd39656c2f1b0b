/**
 * What a statement does to those who work beside it: which tables it locks and how strongly, which it reads whole and which
 * it writes anew. Told from the text and the schema alone; tests hold it equal to what servers of each major release do.
 */
@NullMarked
package dev.bellows.effect;

import org.jspecify.annotations.NullMarked;
