package dev.bellows.cli.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes keys above all that a file holds: behind its first table they would be that table's. */
public final class TomlHead {
    private static final String MARK = "\uFEFF";

    private TomlHead() {}

    /** Adds lines to a file, which is created when it is not there; whatever it holds is kept as it is. */
    public static void write(Path file, List<String> lines) throws IOException {
        String before = Files.exists(file) ? Files.readString(file) : "";
        String end = before.contains("\r\n") ? "\r\n" : "\n";
        String mark = before.startsWith(MARK) ? MARK : "";
        String rest = before.substring(mark.length());
        String between = rest.isBlank() || rest.startsWith(end) ? "" : end;
        Files.write(file, (mark + String.join(end, lines) + end + between + rest).getBytes(StandardCharsets.UTF_8));
    }

    /** A string as TOML writes it. */
    public static String string(String text) {
        StringBuilder written = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                written.append('\\').appendCodePoint(c);
            } else if (Character.isISOControl(c)) {
                written.append(String.format("\\u%04X", c));
            } else {
                written.appendCodePoint(c);
            }
        });
        return written.append('"').toString();
    }

    /** A folder as a file names it, with slashes: paths in it start from its own folder. */
    public static String place(Path file, Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        Path home = file.toAbsolutePath().normalize().getParent();
        Path path = home == null ? there : home.relativize(there);
        String text = path.toString().replace('\\', '/');
        return string(text.isEmpty() ? "." : text);
    }
}
