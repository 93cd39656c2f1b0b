package dev.bellows.sql;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Whatever a file holds: its statements and what stands between them make it whole again, or it is refused by name. */
final class ScriptFuzz {
    private ScriptFuzz() {}

    /** Called by the fuzzer, and with what it once found. */
    public static void fuzzerTestOneInput(byte[] input) {
        String script = new String(input, StandardCharsets.UTF_8);
        try {
            partsMakeTheWhole(script);
            Outline.of("fuzz.sql", new StringReader(script), "bellows");
        } catch (SqlSyntaxException | DirectiveException refused) {
            if (String.valueOf(refused.getMessage()).isBlank()) {
                throw new AssertionError("a refusal without a reason", refused);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void partsMakeTheWhole(String script) throws IOException {
        String text = script.startsWith("\uFEFF") ? script.substring(1) : script;
        int end = 0;
        boolean data = false;
        try (Splitter splitter = new Splitter("fuzz.sql", new StringReader(script))) {
            for (StatementText next = splitter.next(); next != null; next = splitter.next()) {
                int start = Math.toIntExact(next.span().start());
                requireGap(text.substring(end, start), data);
                end = Math.toIntExact(next.span().end());
                if (!text.substring(start, end).equals(next.text())) {
                    throw new AssertionError("statement " + next.number() + " is not what stands at its place");
                }
                data = next.use() instanceof TransactionUse.CopyFromStdin;
            }
        }
        requireGap(text.substring(end), data);
    }

    /** What stands between statements holds none; the data of a COPY are anything. */
    private static void requireGap(String gap, boolean data) throws IOException {
        if (data) {
            return;
        }
        try (Splitter splitter = new Splitter("gap.sql", new StringReader(gap))) {
            if (splitter.next() != null) {
                throw new AssertionError("a statement was passed over");
            }
        }
    }
}
