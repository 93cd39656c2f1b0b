package dev.bellows.run;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a session found at its start.
 *
 * @param schema the first schema of the search path that exists; null when none does
 * @param version such as 180004
 * @param pid of the backend that answered
 * @param readOnly whether new transactions are read-only
 * @param systemIdentifier of the cluster
 * @param encoding the name of the database's encoding
 * @param role who we are now
 * @param deadlockTimeout the server's
 */
record ServerInfo(
        String database,
        @Nullable String schema,
        int version,
        int pid,
        boolean standby,
        boolean readOnly,
        String systemIdentifier,
        String encoding,
        String role,
        Duration deadlockTimeout) {
    /** The database's encoding; what Java does not know is treated as ASCII, so that entries stay writable. */
    Charset charset() {
        return switch (encoding) {
            case "UTF8" -> StandardCharsets.UTF_8;
            case "LATIN1" -> StandardCharsets.ISO_8859_1;
            default -> StandardCharsets.US_ASCII;
        };
    }
}
