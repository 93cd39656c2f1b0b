package dev.bellows.run;

import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import java.io.IOException;
import java.io.Reader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/** Sends a migration's statements to the server, as they stand; an interrupt cancels them. */
final class Executor {
    /** Rows of a SELECT come in portions of this size and are thrown away: its function calls must all happen. */
    private static final int PORTION = 1000;

    private final Session session;

    Executor(Session session) {
        this.session = session;
    }

    /** Runs one statement; a COPY asks for its data. */
    void run(StatementText statement, Supplier<Reader> copyData) throws SQLException, IOException {
        session.prepareFor(statement);
        if (statement.use() instanceof TransactionUse.CopyFromStdin) {
            copy(statement.text(), copyData);
        } else {
            run(statement.text());
        }
    }

    /** Runs one statement that is no COPY. */
    void run(StatementText statement) throws SQLException {
        session.prepareFor(statement);
        run(statement.text());
    }

    private void run(String sql) throws SQLException {
        session.interrupts().begin();
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(PORTION);
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    boolean more;
                    do {
                        more = rows.next();
                    } while (more);
                }
            }
        } finally {
            session.interrupts().end();
        }
    }

    private void copy(String sql, Supplier<Reader> copyData) throws SQLException, IOException {
        session.interrupts().begin();
        try (Reader data = copyData.get()) {
            session.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(sql, data, 1 << 16);
        } finally {
            session.interrupts().end();
        }
    }
}
