package dev.bellows.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A folder of migrations, and somebody who lints it. */
record LintCaller(Path folder, Map<String, String> environment, Screen screen) {
    static LintCaller in(Path folder) {
        return new LintCaller(folder, Map.of(), Screen.NONE);
    }

    /** At a terminal that is so wide. */
    LintCaller wide(int columns, boolean unicode) {
        return new LintCaller(folder, environment, new Screen(false, true, true, false, unicode, () -> columns));
    }

    LintCaller with(String variable, String value) {
        Map<String, String> more = new HashMap<>(environment);
        more.put(variable, value);
        return new LintCaller(folder, more, screen);
    }

    LintCaller file(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lints the folder {@code db}; what is printed names it so. */
    Caller.Ended lint(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("lint", folder.resolve("db").toString()));
        arguments.addAll(List.of(options));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exit = Main.run(
                arguments.toArray(String[]::new),
                new Surroundings(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        environment,
                        folder,
                        screen));
        return new Caller.Ended(exit, plain(out), plain(err));
    }

    private String plain(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
    }
}
