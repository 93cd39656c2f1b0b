package dev.bellows.run;

import dev.bellows.sql.Span;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.SqlSyntaxException;
import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import java.io.IOException;
import java.io.StringReader;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What a text that code sends means for the budget: unlike in a file, it may hold several statements.
 *
 * @param speaker the statement that speaks for all: the first that locks strongly; null when there is none at all
 * @param several whether there are others beside it
 * @param mayHide whether locks may be taken that the speaker does not show
 */
record CodeSql(@Nullable StatementText speaker, boolean several, boolean mayHide) {
    /**
     * Reads it, and gets the session ready for it.
     *
     * @throws SQLException when it would end the transaction, or release the lock
     */
    static CodeSql of(Session session, String sql) throws SQLException {
        @Nullable StatementText speaker = null;
        int statements = 0;
        int strong = 0;
        try (Splitter splitter = new Splitter("", new StringReader(sql))) {
            for (@Nullable StatementText each = splitter.next(); each != null; each = splitter.next()) {
                if (each.use() instanceof TransactionUse.Refused refused) {
                    throw CodeConnection.refusal(refused.command());
                }
                session.prepareFor(each);
                statements++;
                strong += strong(each) ? 1 : 0;
                if (speaker == null || (!strong(speaker) && strong(each))) {
                    speaker = each;
                }
            }
        } catch (SqlSyntaxException | IOException e) {
            // PostgreSQL says better what is wrong with it, and is asked with the same limits as for anything.
            speaker = new StatementText(1, new Span(0, sql.length(), 1, 1), sql, new TransactionUse.Inside(true));
        }
        boolean hides =
                speaker != null && (Guard.hides(speaker) || speaker.text().startsWith("{"));
        return new CodeSql(speaker, statements > 1, hides || strong > 1);
    }

    private static boolean strong(StatementText statement) {
        return statement.use() instanceof TransactionUse.Inside inside && inside.strongLocks();
    }
}
