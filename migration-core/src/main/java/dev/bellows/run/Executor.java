package dev.bellows.run;

import dev.bellows.sql.StatementText;
import dev.bellows.sql.TransactionUse;
import java.io.IOException;
import java.io.Reader;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import org.postgresql.PGConnection;

/** Sends a migration's statements to the server, as they stand. */
final class Executor {
    /** Rows of a SELECT come in portions of this size and are thrown away: its function calls must all happen. */
    private static final int PORTION = 1000;

    private final Connection connection;

    Executor(Connection connection) {
        this.connection = connection;
    }

    /** Runs one statement; a COPY asks for its data. */
    void run(StatementText statement, Supplier<Reader> copyData) throws SQLException, IOException {
        if (statement.use() instanceof TransactionUse.CopyFromStdin) {
            try (Reader data = copyData.get()) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement.text(), data, 1 << 16);
            }
        } else {
            run(statement.text());
        }
    }

    /** Runs one statement. */
    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
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
        }
    }
}
