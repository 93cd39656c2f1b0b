package dev.bellows.cli.restore;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** The lines of an output that may be endless, binary, or one single line: of each no more than its beginning is kept. */
final class BoundedLines {
    private static final int LONGEST = 4096;

    private final Consumer<String> hears;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    private BoundedLines(Consumer<String> hears) {
        this.hears = hears;
    }

    /** Reads to the end; lines that are blank are passed over. A carriage return ends a line too, as those of progress bars. */
    static void read(InputStream output, Consumer<String> hears) {
        BoundedLines lines = new BoundedLines(hears);
        byte[] buffer = new byte[8192];
        try (output) {
            for (int read = output.read(buffer); read >= 0; read = output.read(buffer)) {
                lines.take(buffer, read);
            }
        } catch (IOException e) {
            // Whoever writes it was ended.
        }
        lines.end();
    }

    private void take(byte[] bytes, int length) {
        for (int i = 0; i < length; i++) {
            if (bytes[i] == '\n' || bytes[i] == '\r') {
                end();
            } else if (line.size() < LONGEST) {
                line.write(bytes[i]);
            }
        }
    }

    private void end() {
        String text = line.toString(StandardCharsets.UTF_8).strip();
        line.reset();
        if (!text.isEmpty()) {
            hears.accept(text);
        }
    }
}
