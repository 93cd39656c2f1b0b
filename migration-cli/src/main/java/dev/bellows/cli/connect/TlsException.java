package dev.bellows.cli.connect;

import org.jspecify.annotations.Nullable;

/** A certificate or a key is not as it should be; the message is for users. */
final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    TlsException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
