package dev.bellows.cli.embedded;

/** The embedded server is not to be had; the message is one line that says why and what to do next. */
public final class EmbeddedServerException extends Exception {
    EmbeddedServerException(String message) {
        super(message);
    }

    EmbeddedServerException(String message, Throwable cause) {
        super(message, cause);
    }
}
