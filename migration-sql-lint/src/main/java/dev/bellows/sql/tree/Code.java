package dev.bellows.sql.tree;

/**
 * Code in a string.
 *
 * @param language in lower case
 * @param text without the quotes
 * @param offset where the text begins in the statement, when it is written without escapes; -1 otherwise
 */
public record Code(String language, String text, int offset, Place place) implements Node {}
