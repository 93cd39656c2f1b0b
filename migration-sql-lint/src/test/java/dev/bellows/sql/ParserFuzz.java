package dev.bellows.sql;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Whatever a statement says: the parser of each release understands it, or refuses it by name. */
final class ParserFuzz {
    private static final SqlParser NEWEST = new SqlParser(SqlParser.NEWEST);
    private static final SqlParser OLDEST = new SqlParser(SqlParser.OLDEST);

    private ParserFuzz() {}

    /** Called by the fuzzer, and with what it once found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String script = new String(input, StandardCharsets.UTF_8);
        try (Splitter splitter = new Splitter("fuzz.sql", new StringReader(script))) {
            for (StatementText next = splitter.next(); next != null; next = splitter.next()) {
                parse(NEWEST, next);
                parse(OLDEST, next);
            }
        } catch (SqlSyntaxException refused) {
            // By name and place: that is what it is for.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void parse(SqlParser parser, StatementText statement) {
        try {
            parser.parse("fuzz.sql", statement);
        } catch (SqlSyntaxException refused) {
            // Likewise; what comes after it is still to be tried.
        }
    }
}
