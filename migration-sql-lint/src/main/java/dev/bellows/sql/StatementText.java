package dev.bellows.sql;

/**
 * One statement as the splitter found it.
 *
 * @param number its number in its script, from 1; empty statements do not count
 * @param span where its text stands
 * @param text from its first to its last token, without the semicolon that ends it
 * @param use what it means for transactions
 */
public record StatementText(int number, Span span, String text, TransactionUse use) {}
