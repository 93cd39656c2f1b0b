package dev.bellows.run;

import dev.bellows.code.CodeScript;
import java.sql.SQLException;
import java.util.Arrays;

/** What went wrong in a migration in Java beside its statements. */
final class CodeProblem extends SQLException {
    private final String forLedger;
    private final int line;

    /** The code threw this. */
    CodeProblem(CodeScript script, Throwable cause) {
        super(cause instanceof SQLException ? cause.getMessage() : cause.toString(), "", cause);
        // The message may hold values; the ledger keeps none.
        this.line = line(script, cause);
        this.forLedger = cause.getClass().getName() + " at line " + line;
    }

    private CodeProblem(String message) {
        super(message, "");
        this.forLedger = message;
        this.line = 1;
    }

    static CodeProblem endedTransaction(CodeScript script) {
        return new CodeProblem(script.name() + " ended the transaction: what it did before that is in the database, and"
                + " nothing recorded it; look at what it left, and decide with resolve");
    }

    /** The problem as the ledger may keep it. */
    String forLedger() {
        return forLedger;
    }

    /** The line of the class from which it came; 1 when that cannot be told. */
    int line() {
        return line;
    }

    /** The line of the migration's class from which an exception came; 1 when that cannot be told. */
    static int line(CodeScript script, Throwable problem) {
        String name = script.name();
        return Arrays.stream(problem.getStackTrace())
                .filter(frame -> frame.getClassName().equals(name)
                        || frame.getClassName().startsWith(name + "$"))
                .mapToInt(StackTraceElement::getLineNumber)
                .filter(line -> line > 0)
                .findFirst()
                .orElse(1);
    }
}
