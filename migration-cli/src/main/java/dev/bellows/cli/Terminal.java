package dev.bellows.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What the process's streams are. */
final class Terminal {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private Terminal() {}

    static Surroundings surroundings() {
        boolean interactive = interactive();
        return new Surroundings(
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                System.getenv(),
                Path.of("").toAbsolutePath(),
                interactive,
                colours() && isTerminal(1, interactive),
                colours() && isTerminal(2, false));
    }

    /** UTF-8 also where the locale is C, as in containers: terminals understand it, and JSON is nothing else. */
    private static PrintStream stream(FileDescriptor descriptor) {
        Charset charset = WINDOWS ? Charset.defaultCharset() : StandardCharsets.UTF_8;
        return new PrintStream(new FileOutputStream(descriptor), true, charset);
    }

    @SuppressWarnings("SystemConsoleNull") // both ways of telling are asked, the older one first
    private static boolean interactive() {
        @Nullable Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            // From 22 on there is a console without a terminal too, and a method that tells them apart.
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    private static boolean colours() {
        @Nullable String terminal = System.getenv("TERM");
        return terminal != null && !terminal.equals("dumb");
    }

    /** Java tells only of input and output together; Linux tells of each stream. */
    private static boolean isTerminal(int descriptor, boolean otherwise) {
        try {
            String target = Files.readSymbolicLink(Path.of("/proc/self/fd/" + descriptor))
                    .toString();
            return target.startsWith("/dev/pts/") || target.startsWith("/dev/tty") || target.equals("/dev/console");
        } catch (IOException | RuntimeException e) {
            return otherwise;
        }
    }
}
