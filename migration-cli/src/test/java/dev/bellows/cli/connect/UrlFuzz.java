package dev.bellows.cli.connect;

import java.nio.charset.StandardCharsets;

/** Whatever a URL or a connection string says: it is understood, or refused without telling the password. */
public final class UrlFuzz {
    private static final String PASSWORD = "s3cr3t";

    private UrlFuzz() {}

    /** Called by the fuzzer, and with what it once found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String text = new String(input, StandardCharsets.UTF_8);
        if (text.contains(PASSWORD)) {
            // It would stand where nobody takes it for one.
            return;
        }
        parse(text);
        parse("postgresql://me:" + PASSWORD + "@" + text);
        parse("postgresql://" + text + "?password=" + PASSWORD);
        parse("password=" + PASSWORD + " " + text);
    }

    private static void parse(String text) {
        try {
            ConnectionString parsed = ConnectionString.parse(text);
            if (parsed.toString().contains(PASSWORD)) {
                throw new AssertionError("it tells its password");
            }
        } catch (IllegalArgumentException refused) {
            if (String.valueOf(refused.getMessage()).contains(PASSWORD)) {
                throw new AssertionError("the refusal tells the password", refused);
            }
        }
    }
}
