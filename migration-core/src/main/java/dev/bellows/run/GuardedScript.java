package dev.bellows.run;

import dev.bellows.code.CodeScript;
import dev.bellows.model.Script;
import dev.bellows.sql.Splitter;
import dev.bellows.sql.StatementText;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All of a script, in the transaction that is open: a text's statements one after the other, or code. */
final class GuardedScript {
    private GuardedScript() {}

    /** Runs it; {@code begins} hears of each statement before it runs. */
    static void run(
            Session session, Script script, Guard guard, Quarantining quarantining, Consumer<StatementText> begins)
            throws StatementError, InTheWayException, IOException, SQLException {
        if (script instanceof CodeScript code) {
            GuardedCode.run(session, code, guard);
        } else {
            statements(session, script, guard, quarantining, begins);
        }
    }

    private static void statements(
            Session session, Script script, Guard guard, Quarantining quarantining, Consumer<StatementText> begins)
            throws StatementError, InTheWayException, IOException, SQLException {
        Executor executor = new Executor(session);
        try (Splitter splitter = new Splitter(script.name(), script.open())) {
            for (@Nullable StatementText statement = splitter.next(); statement != null; statement = splitter.next()) {
                StatementText sent = statement;
                begins.accept(sent);
                quarantining.run(sent, guard, () -> executor.run(sent, splitter::copyData));
            }
        }
    }
}
