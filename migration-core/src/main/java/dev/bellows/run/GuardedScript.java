package dev.bellows.run;

import dev.bellows.model.Script;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** All statements of a script, one after the other, in the transaction that is open. */
final class GuardedScript {
    private GuardedScript() {}

    static void run(Session session, Script script, Guard guard)
            throws StatementError, InTheWayException, IOException, SQLException {
        Executor executor = new Executor(session);
        try (Splitter splitter = new Splitter(script.name(), script.open())) {
            for (@Nullable StatementText statement = splitter.next(); statement != null; statement = splitter.next()) {
                guard.run(statement, executor, splitter::copyData);
            }
        }
    }
}
