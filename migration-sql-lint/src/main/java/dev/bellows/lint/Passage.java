package dev.bellows.lint;

import dev.bellows.sql.Span;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.tree.Place;

/**
 * The text that a statement was read from: a statement of the script, or SQL inside one.
 *
 * @param text what places of the statement count in
 * @param outer the statement of the script
 * @param offset where the text begins in the outer one; negative where that cannot be told
 * @param end where it ends there
 */
record Passage(String text, StatementText outer, int offset, int end) {
    static Passage of(StatementText statement) {
        return new Passage(statement.text(), statement, 0, statement.text().length());
    }

    Span span(Place place) {
        if (offset == UNKNOWN) {
            return outer.spanOf(new Place(0, outer.text().length()));
        }
        int start = Math.min(Math.max(0, offset + place.start()), end);
        return outer.spanOf(new Place(start, Math.max(start, Math.min(offset + place.end(), end))));
    }

    static final int UNKNOWN = Integer.MIN_VALUE;

    /** SQL that stands inside this text from an offset on. */
    Passage inside(String sql, int from) {
        return new Passage(sql, outer, offset == UNKNOWN ? UNKNOWN : offset + from, end);
    }

    /** SQL of which only the statement around it is known. */
    Passage somewhereInside(String sql) {
        return new Passage(sql, outer, UNKNOWN, end);
    }
}
