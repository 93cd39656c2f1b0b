package dev.bellows.model;

import org.jspecify.annotations.Nullable;

/**
 * Something that kept a call from doing its work. The message is for people and ends with what to do, behind {@code ; next: };
 * no secret is in it. One subclass for each exit code that a program can meet.
 */
public abstract sealed class BellowsException extends RuntimeException
        permits ConfigurationException,
                RefusedException,
                StatementFailedException,
                NotInTimeException,
                HeldException,
                UnreachableException,
                InterruptedRunException,
                UnexpectedException {
    private final transient Report report;

    BellowsException(String message, Report report, @Nullable Throwable cause) {
        super(message, cause);
        this.report = report;
    }

    /** What was done and found until then. */
    public Report report() {
        return report;
    }

    /** The exit code of the command line for this. */
    public abstract int exitCode();
}
