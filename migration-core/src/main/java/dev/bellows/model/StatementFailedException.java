package dev.bellows.model;

/** A statement failed. The report's failure says where, why and what to do. */
public final class StatementFailedException extends BellowsException {
    public StatementFailedException(Failure failure, Report report, Throwable cause) {
        super(
                failure.file() + ":" + failure.line() + ":" + failure.column() + ": " + failure.message()
                        + " (SQLSTATE " + failure.sqlState() + "); " + failure.next(),
                report,
                cause);
    }

    @Override
    public int exitCode() {
        return 5;
    }
}
