package dev.bellows.sql.grammar;

import dev.bellows.sql.grammar.PostgresParser.FrameBoundContext;
import dev.bellows.sql.grammar.PostgresParser.FrameContext;
import org.antlr.v4.runtime.Token;

/** Where the frame of a window may begin and end: https://www.postgresql.org/docs/18/sql-expressions.html#SYNTAX-WINDOW-FUNCTIONS */
final class FrameChecks {
    private FrameChecks() {}

    /** The bounds, in the order of the rows. */
    private enum Bound {
        UNBOUNDED_PRECEDING,
        PRECEDING,
        CURRENT_ROW,
        FOLLOWING,
        UNBOUNDED_FOLLOWING;

        static Bound of(FrameBoundContext context) {
            if (context.CURRENT() != null) {
                return CURRENT_ROW;
            }
            Token first = context.expression().getStart();
            boolean unbounded =
                    first == context.expression().getStop() && first.getText().equalsIgnoreCase("unbounded");
            return context.PRECEDING() != null
                    ? (unbounded ? UNBOUNDED_PRECEDING : PRECEDING)
                    : unbounded ? UNBOUNDED_FOLLOWING : FOLLOWING;
        }
    }

    /** With one bound, the frame ends with the current row. */
    static void frame(FrameContext context) {
        Bound start = Bound.of(context.frameBound(0));
        Bound end = context.BETWEEN() == null ? Bound.CURRENT_ROW : Bound.of(context.frameBound(1));
        if (start == Bound.UNBOUNDED_FOLLOWING || end == Bound.UNBOUNDED_PRECEDING || end.compareTo(start) < 0) {
            throw SyntaxProblem.at(context.getStart(), "The frame of this window ends before it starts.");
        }
    }
}
