package dev.bellows.sql;

import dev.bellows.sql.tree.Place;

/**
 * One statement as the splitter found it.
 *
 * @param number its number in its script, from 1; empty statements do not count
 * @param span where its text stands
 * @param text from its first to its last token, without the semicolon that ends it
 * @param use what it means for transactions
 */
public record StatementText(int number, Span span, String text, TransactionUse use) {
    /** Where a place of the statement stands in its script. */
    public Span spanOf(Place place) {
        int line = span.line();
        int lineStart = -1;
        for (int i = text.indexOf('\n'); i >= 0 && i < place.start(); i = text.indexOf('\n', i + 1)) {
            line++;
            lineStart = i;
        }
        int column = text.codePointCount(lineStart + 1, place.start()) + (lineStart < 0 ? span.column() : 1);
        return new Span(span.start() + place.start(), span.start() + place.end(), line, column);
    }
}
